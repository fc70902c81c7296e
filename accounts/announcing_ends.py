"""Saying two weeks before that a role ends by itself."""

from wagtail.models import ModelLogEntry

from accounts.ending_roles import LAST_DAY_SET
from accounts.giving_roles import roles_to_give
from accounts.inviting import ACCEPTED
from accounts.mail import ACCOUNT_MAILS
from accounts.models import RoleEnd
from accounts.role_mails import ENDS_SOON, GIVEN_ENDS_SOON
from notices.outbox import new_mail, queue_mails


def announce_ends():
    """Mail to those whose role ends within two weeks, and to who gave it; return how many end.

    Nobody is told twice of the same day.
    """
    ends = RoleEnd.objects.soon().held().filter(person__is_active=True)
    ends = list(ends.select_related("person", "role"))
    for end in ends:
        told = {ENDS_SOON: end.person, GIVEN_ENDS_SOON: giver_of(end)}
        about = {
            "cause": f"{end.pk} {end.last_day}",
            "data": {"end": end.pk, "last_day": end.last_day.isoformat()},
        }
        queue_mails(
            new_mail(ACCOUNT_MAILS[kind], person=who, **about) for kind, who in told.items() if who
        )
    return len(ends)


def giver_of(end):
    """The User who gave the role of a RoleEnd or set its day last, as the log tells.

    None where nobody did by hand, or who did may give it no more.
    """
    entries = ModelLogEntry.objects.for_instance(end.person).select_related("user")
    entries = entries.filter(action__in=(LAST_DAY_SET, ACCEPTED)).order_by("-timestamp", "-pk")
    giver = next((each.user for each in entries if each.data.get("role") == end.role.name), None)
    may_give = roles_to_give(giver).filter(pk=end.role_id).exists()
    return giver if may_give else None
