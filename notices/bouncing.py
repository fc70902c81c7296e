"""Addresses whose mail server refuses our mails for good: they get none, and it is told."""

import logging

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import RefusedAddress
from notices.outbox import new_mail, queue_mails
from text.addresses import LONGEST_ADDRESS, one_address
from text.typed import clean_text

logger = logging.getLogger(__name__)


ADDRESSES_REFUSED = Kind(
    key="addresses_refused",
    name=_("Addresses refuse our emails"),
    to_whom="Administrators, once on each day on which an address begins to refuse mails",
    subject=_("An address refuses our emails"),
    text=_(
        "Somebody’s mail server refuses our emails for good, so we send none to that address "
        "any more. The list of such addresses says what the server answered, and what can be done."
    ),
    button=_("See the addresses"),
    path="refused_addresses:index",
    may_be_muted=False,
    reason=_("You receive this email because you are an administrator of the portal."),
)


def is_refused(address):
    """Whether mails to `address` were refused for good (1 query)."""
    return RefusedAddress.objects.filter(address=_kept(address)).exists()


def note_refusal(address, reason):
    """Send nothing to `address` any more, for the `reason` that its server gave; tell of it.

    Administrators get one mail a day, however many addresses there are. What is no address at all
    is left alone.
    """
    address = _kept(address)
    if "@" not in address or len(address) > LONGEST_ADDRESS:
        return
    _row, is_new = RefusedAddress.objects.get_or_create(
        address=address, defaults={"reason": clean_text(reason)}
    )
    if is_new:
        logger.warning("An address refuses our mails: %s", reason)
        people = get_user_model().objects.filter(is_superuser=True, is_active=True)
        today = timezone.localdate()
        queue_mails(
            [
                new_mail(ADDRESSES_REFUSED, cause=today, person=person)
                for person in people.exclude(email__iexact=address)
            ]
        )


def begin_again(email_address, **kwargs):
    """Write to an address again that its owner has just confirmed; receives `email_confirmed`."""
    RefusedAddress.objects.filter(address=_kept(email_address.email)).delete()


def _kept(address):
    """`address` as it stands in the list: mail servers write domains otherwise than people."""
    try:
        return one_address(address)
    except UnicodeError:
        return address.lower()
