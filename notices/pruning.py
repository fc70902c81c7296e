"""What the outbox keeps of addresses that no account has, and how long."""

from datetime import timedelta

from django.contrib.auth import get_user_model

from notices.models import Mail, RefusedAddress

IS_KEPT = timedelta(days=90)


def mails_of_long_ago(now):
    """The Mails that went to an address as such ninety days before `now`.

    Those to a person stay with the account: they say what was told already.
    """
    return Mail.objects.filter(queued_at__lt=now - IS_KEPT).exclude(address="")


def refused_addresses_of_long_ago(now):
    """The RefusedAddresses that no account has, and that refused ninety days before `now`."""
    emails = get_user_model().objects.values("email")
    old = RefusedAddress.objects.filter(refused_at__lt=now - IS_KEPT)
    return old.exclude(address__in=emails)
