"""How often something may be asked for that sends a mail: ACCOUNT_RATE_LIMITS says how often."""

from allauth.core import ratelimit

from text.addresses import mailbox_of


def may_send(request, action, address):
    """Count that `request` has a mail sent to `address`; False, and no count, for one too many.

    The addresses of one mailbox are counted together.
    """
    return ratelimit.consume(request, action=action, key=mailbox_of(address))


def forget_sent(request, action, address):
    """Count from 0 again what was sent to the mailbox of `address`."""
    ratelimit.clear(request, action=action, key=mailbox_of(address))
