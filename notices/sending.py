"""Sends what is in the outbox: each mail at most once, whatever dies or is away meanwhile.

A mail is claimed, which is committed; then it is sent; then it is marked as sent. Of one that was
claimed and not marked nobody knows whether it has left. It is shown as unknown; those of safety are
sent again, with the same Message-ID.
"""

import logging
import re
import smtplib
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from notices.bouncing import is_refused, note_refusal
from notices.kinds import KINDS, Unwanted
from notices.models import Mail, MailState
from notices.muting import is_muted
from text.typed import clean_text

PAUSES = (1, 5, 15, 60, 180, 360, 720)  # minutes before each further try
ABANDONED = timedelta(minutes=10)
HOLDS = 250  # what a mail server answers to NOOP
# Why a mailbox is refused for good (RFC 3463): it is none, has moved, or is closed. Others, such as
# 5.7.1, lie in the mail, in its sender or in a server that is set up wrongly.
NO_MAILBOX = re.compile(r"5\.(1\.(0|1|2|3|6|10)|2\.1)\b")
ENHANCED = re.compile(r"5\.\d+\.\d+\b")
NO_MAILBOX_CODES = (550, 551, 553)  # where a server says no more
PATIENCE = 45  # seconds that one run may take, for other jobs wait
# Why a mail was not sent, or may not have been, for the list of mails.
NO_SUCH_KIND = gettext_noop("There is no such kind of email any more.")
SWITCHED_OFF = gettext_noop("The account is switched off.")
MUTED = gettext_noop("The person has switched these emails off.")
REFUSED = gettext_noop("The address refuses our emails.")
DIED = gettext_noop("The process that was sending it died.")
NOTHING_TAKEN = gettext_noop("The mail server accepted nothing.")

logger = logging.getLogger(__name__)


def send_waiting(patience=PATIENCE):
    """Send every mail that is due, one by one, for `patience` seconds; return how many have left.

    Several processes may do so at the same time. Each mail is read when its turn comes: until then
    its person may move to another address, or be forgotten.
    """
    _settle_abandoned()
    now, until, left = timezone.now(), monotonic() + patience, 0
    due = Mail.objects.filter(state=MailState.WAITING, due_at__lte=now).select_related("person")
    with _mail_server() as server:
        while monotonic() < until and (mail := due.order_by("due_at", "pk").first()):
            left += _send(mail, server)
    return left


def send_now(mail):
    """Send `mail`, which is in the outbox, at once; return whether it has left.

    To be called outside of any transaction, else RuntimeError is raised.
    """
    with _mail_server() as server:
        return _send(mail, server)


class NotSent(Exception):
    """The mail has certainly not left."""


class _MailServer:
    """The backend MAIL_TRANSPORT, connected while it is needed, and anew after a fault."""

    def __init__(self):
        self.transport = get_connection(settings.MAIL_TRANSPORT)

    def send(self, message):
        """Hand `message` over. Raises what the transport raises."""
        try:
            if not self.transport.send_messages([message]):
                raise NotSent(NOTHING_TAKEN)
        except Exception:
            self.close()
            raise

    def open(self):
        """Connect, if need be. Raises NotSent where that fails: then nothing has left."""
        try:
            if self._has_hung_up():
                self.close()
            self.transport.open()
        except Exception as error:  # each transport has its own
            raise NotSent(str(error)) from error

    def _has_hung_up(self):
        """Whether the server ended a connection by itself, as some do after each mail."""
        connection = getattr(self.transport, "connection", None)
        if not isinstance(connection, smtplib.SMTP):
            return False
        try:
            return connection.noop()[0] != HOLDS
        except (smtplib.SMTPException, OSError):
            return True

    def close(self):
        """Disconnect."""
        try:
            self.transport.close()
        except Exception as error:  # a connection that broke cannot be closed in good order
            logger.info("The mail server did not say good-bye: %s", error)


@contextmanager
def _mail_server():
    server = _MailServer()
    try:
        yield server
    finally:
        server.close()


def _send(mail, server):
    """Whether `mail` has left now; anything else is noted in its row."""
    kind = KINDS.get(mail.kind)
    try:
        message = _message(mail, kind)
        server.open()
    except Unwanted as reason:
        _change(mail, MailState.WAITING, state=MailState.WITHHELD, error=str(reason), data={})
        return False
    except NotSent as error:
        _put_off(mail, MailState.WAITING, error)
        return False
    except Exception as error:  # a mail that cannot be written stops no other one
        logger.exception("Mail %s (%s) cannot be written", mail.pk, mail.kind)
        _put_off(mail, MailState.WAITING, error)
        return False
    if not _claim(mail):
        return False
    try:
        server.send(message)
    except Exception as error:
        _bear(mail, kind, error)
        return False
    _change(mail, MailState.SENDING, state=MailState.SENT, sent_at=timezone.now(), data={})
    return True


def _message(mail, kind):
    """The Django message of `mail`, with recipient and headers. Raises Unwanted."""
    if kind is None:
        raise Unwanted(NO_SUCH_KIND)
    if mail.person and not mail.person.is_active:
        raise Unwanted(SWITCHED_OFF)
    if is_muted(mail.person, kind):
        raise Unwanted(MUTED)
    if is_refused(mail.recipient):
        raise Unwanted(REFUSED)
    with override(mail.recipient_language):
        message = kind.message(mail)
    if not message.recipients():
        message.to = [mail.recipient]
    message.extra_headers |= {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if mail.off_url:
        message.extra_headers |= {
            "List-Unsubscribe": f"<{mail.off_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return message


def _claim(mail):
    """Whether `mail` is this process's to send; committed, so that no other one takes it."""
    with transaction.atomic(durable=True):
        return _change(mail, MailState.WAITING, state=MailState.SENDING, claimed_at=timezone.now())


def _change(mail, was, **fields):
    """Change the row of `mail`, if its state is still `was`; return whether it was."""
    return Mail.objects.filter(key=mail.key, state=was).update(**fields) == 1


def _bear(mail, kind, error):
    """Note what became of a `mail` that the server did not simply take."""
    if refusal := _refusal(error):
        logger.warning("The address of mail %s refuses it: %s", mail.pk, refusal)
        note_refusal(mail.recipient, refusal)
        _change(mail, MailState.SENDING, state=MailState.FAILED, error=refusal, data={})
    elif kind.is_safety or not _may_have_left(error):
        _put_off(mail, MailState.SENDING, error)
    else:
        logger.error("Nobody knows whether mail %s has left: %s", mail.pk, error)
        _change(mail, MailState.SENDING, state=MailState.UNKNOWN, error=str(error))


def _refusal(error):
    """What the mail server says where it refuses the recipient for good, else None."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        for code, answer in error.recipients.values():
            text = clean_text(answer.decode(errors="replace"))
            says_more = ENHANCED.match(text)
            if NO_MAILBOX.match(text) or (code in NO_MAILBOX_CODES and not says_more):
                return f"{code} {text}"
    return None


def _may_have_left(error):
    """Whether a mail may have left though handing it over raised `error`: no answer came."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected)
    # The exceptions for mail services have the status of the answer, None where there is none.
    return isinstance(error, OSError) or getattr(error, "status_code", 0) is None


def _put_off(mail, was, error):
    """Try `mail` again later, or give it up where all pauses are used up."""
    state = MailState.WAITING if mail.tries < len(PAUSES) else MailState.FAILED
    pause = PAUSES[mail.tries] if state == MailState.WAITING else 0
    due_at = timezone.now() + timedelta(minutes=pause)
    logger.error("Mail %s (%s) is not sent: %s", mail.pk, mail.kind, error)
    if state == MailState.FAILED:
        logger.error("Mail %s (%s) is given up.", mail.pk, mail.kind)
    _change(mail, was, state=state, tries=mail.tries + 1, due_at=due_at, error=str(error))


def _settle_abandoned():
    """Note that nobody knows of mails that a process was sending when it died (2 queries)."""
    now = timezone.now()
    abandoned = Mail.objects.filter(state=MailState.SENDING, claimed_at__lt=now - ABANDONED)
    safety = [kind.key for kind in KINDS.values() if kind.is_safety]
    abandoned.filter(kind__in=safety, tries__lt=len(PAUSES)).update(
        state=MailState.WAITING, tries=F("tries") + 1, due_at=now
    )
    if unknown := abandoned.update(state=MailState.UNKNOWN, error=DIED):
        logger.error("Of %d mails nobody knows whether they have left.", unknown)
