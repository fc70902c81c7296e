"""The mails about a message: the receipt, and the news to those who answer.

A receipt goes to whatever address was entered, so it holds no word of its sender's: else anybody
could write through us to anybody.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.mail import ASKED
from contact.choices import Subject
from contact.models import Message
from notices.kinds import Kind, Unwanted

DELETED = gettext_noop("The message was deleted.")


def message_of(mail):
    """The Message that a `mail` tells of. Raises Unwanted where it was deleted."""
    message = Message.objects.filter(pk=mail.data["message"]).first()
    if message is None:
        raise Unwanted(DELETED)
    return message


def facts_of_receipt(mail):
    """Number, date and subject, in our words alone."""
    message = message_of(mail)
    subject = Subject(message.subject)
    return {
        "number": message.pk,
        "subject": subject.label,
        "date": date_format(timezone.localtime(message.sent_at)),
        "promise": subject.promise,
    }


def facts_of_news(mail):
    """The message, and where it is answered."""
    message = message_of(mail)
    return {
        "number": message.pk,
        "subject": message.get_subject_display(),
        "sender": message.sender,
        "address": message.address,
        "language": message.language_name,
        "place": message.place or "–",
        "text": message.text,
        "path": reverse("message", args=[message.pk]),
    }


class MessageKind(Kind):
    """The kind of mails that are answered to whoever wrote the message."""

    def message(self, mail):
        composed = super().message(mail)
        composed.reply_to = [message_of(mail).address]  # of one line, and valid: see AddressField
        return composed


RECEIPT = Kind(
    key="message_receipt",
    name=_("Your message has arrived"),
    to_whom="Whoever wrote to us, at the address that was entered",
    subject=_("Your message has arrived"),
    text=_(
        "Thank you for writing to us. Your message of %(date)s has arrived and has the number "
        "%(number)s. Subject: “%(subject)s”. %(promise)s If you did not write it, somebody entered "
        "your address by mistake: do nothing, and nothing more comes."
    ),
    button=_("Open the portal"),
    path="/",
    facts=facts_of_receipt,
    reason=ASKED,
    may_be_muted=False,
    sample={
        "number": 12,
        "subject": Subject.PRIVACY.label,
        "date": "2 December 2026",
        "promise": Subject.PRIVACY.promise,
    },
)
MESSAGE_ARRIVED = MessageKind(
    key="message_arrived",
    name=_("Somebody has written to us"),
    to_whom="The address CONTACT_EMAIL, for each message",
    subject=_("Message %(number)s: %(subject)s"),
    text=_(
        "%(sender)s (%(address)s) has written to us. An answer is wanted in this language: "
        "%(language)s. About: %(place)s. The message: %(text)s"
    ),
    button=_("Open the message"),
    path="messages",
    facts=facts_of_news,
    reason=_("You receive this email because messages to the portal go to this address."),
    may_be_muted=False,
    sample={
        "number": 12,
        "subject": Subject.MISTAKE.label,
        "sender": "Rana Namuthaj",
        "address": "rana@demo.example",
        "language": "العربية",
        "place": "Reading a challenge sheet",
        "text": "The third step has no source.",
    },
)
