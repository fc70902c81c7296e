"""What follows when somebody's second factors change."""

from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from accounts.factors.adapter import forget_known
from accounts.factors.session import forget_factors, note_factor
from accounts.mail import ACCOUNT_MAILS
from accounts.open_sessions import end_all, end_others
from notices.outbox import new_mail, queue_mails

TAKEN = "accounts.take_factors"  # the action in the log
RECOVERY = Authenticator.Type.RECOVERY_CODES


def factors_of(person):
    """The Authenticators of `person` that are asked for at the log-in."""
    return Authenticator.objects.filter(user=person).exclude(type=RECOVERY)


def follow_added(request, user, authenticator, **details):
    """With the first factor all sessions end that were opened without one, but for this."""
    forget_known(user)
    if authenticator.type == RECOVERY:
        return
    note_factor(request, authenticator)
    if factors_of(user).count() == 1:
        end_others(user, but=request.session.session_key)


def follow_removed(request, user, authenticator, **details):
    """With the last factor all sessions end that it opened; this one forgets it."""
    forget_known(user)
    if authenticator.type != RECOVERY and not factors_of(user).exists():
        forget_factors(request)
        end_others(user, but=request.session.session_key)


def follow_used(request, user, authenticator, **details):
    """Tell the person by mail that a recovery code was used."""
    if authenticator.type == RECOVERY:
        get_adapter().send_notification_mail("mfa/email/recovery_code_used", user)


def take_factors(person, by=None):
    """Take all second factors from `person`, who has lost them; return whether there were any.

    `by`: the User who decided it, None for who runs the portal. Everything that is open ends; the
    log and a mail say what was done.
    """
    with transaction.atomic():
        count, _deleted = Authenticator.objects.filter(user=person).delete()
        if count:
            end_all(person)
            log(instance=person, action=TAKEN, user=by)
            mail = new_mail(ACCOUNT_MAILS["factors_taken"], cause=uuid4(), person=person)
            queue_mails([mail])
    forget_known(person)
    return bool(count)
