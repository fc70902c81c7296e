"""How often something may be asked for that sends a mail: ACCOUNT_RATE_LIMITS says how often."""

from allauth.core import ratelimit
from django.utils.translation import gettext_lazy as _

from text.addresses import mailbox_of

INVITATIONS = "invitation_mail"
TOO_MANY_INVITATIONS = _(
    "This address got four invitations within an hour, so nothing was sent. Wait an hour, or ask "
    "the person to look among unwanted emails."
)


def may_send(request, action, address):
    """Count that `request` has a mail sent to `address`; False, and no count, for one too many.

    The addresses of one mailbox are counted together.
    """
    return ratelimit.consume(request, action=action, key=mailbox_of(address))


def forget_sent(request, action, address):
    """Count from 0 again what was sent to the mailbox of `address`."""
    ratelimit.clear(request, action=action, key=mailbox_of(address))
