"""How often somebody may try to log in: see docs/decisions/attempts-are-counted-once.md.

A try is written before its password is looked at, and then counted together with all that were
written before it, by whatever process. So no more get through at once than one after the other.
"""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import LogInTry

FROM_AN_ADDRESS, WRONG_FROM_AN_ADDRESS = 120, 60  # in SHORTLY
WRONG_FOR_AN_ACCOUNT = 5  # in LATELY
SHORTLY, LATELY = timedelta(minutes=1), timedelta(minutes=5)


def note_try(account, ip):
    """Write a try to log in from the address `ip`; None if there were too many.

    `account` names what was tried: the address of somebody, or the second factor.
    """
    now = timezone.now()
    tried = LogInTry.objects.create(tried_at=now, account=_hidden(account), source=_hidden(ip))
    from_there = Q(source=tried.source, tried_at__gt=now - SHORTLY)
    wrong = Q(is_right=False)
    count = LogInTry.objects.filter(
        Q(source=tried.source) | Q(account=tried.account), tried_at__gt=now - LATELY
    ).aggregate(
        from_there=Count("pk", filter=from_there),
        wrong_from_there=Count("pk", filter=from_there & wrong),
        wrong_for_it=Count("pk", filter=Q(account=tried.account) & wrong),
    )
    if (
        count["from_there"] <= FROM_AN_ADDRESS
        and count["wrong_from_there"] <= WRONG_FROM_AN_ADDRESS
        and count["wrong_for_it"] <= WRONG_FOR_AN_ACCOUNT
    ):
        return tried
    tried.delete()  # who goes on trying meanwhile does not wait longer for it
    return None


def note_right(tried):
    """The password of a LogInTry was right: it no longer counts as a wrong one."""
    tried.is_right = True
    tried.save(update_fields=["is_right"])


def forget_tries(email):
    """Forget what was tried as `email`: the password is a new one."""
    LogInTry.objects.filter(account=_hidden(email)).delete()


def forget_old_tries():
    """Delete the tries that no longer count."""
    LogInTry.objects.filter(tried_at__lt=timezone.now() - LATELY).delete()


def _hidden(text):
    """A text that says of `text` whether it is the same, and nothing else."""
    return salted_hmac("accounts.tries", text.lower()).hexdigest()
