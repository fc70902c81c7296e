"""Which activities a person may read, asked of all activities at once."""

from django.utils import timezone

from learning.access import can_open_activity
from learning.activity_type import closed_kinds
from learning.choices import AccessRule
from learning.derived.standing import read_standings
from learning.opening import open_at
from learning.outline import Activity, Module


def activities_open_to(user):
    """A queryset of the activities whose module lets `user` read without enrolment.

    The rule is that of `learning.access.can_open_activity`, written for the database.
    """
    rules = [AccessRule.EVERYONE]
    if user.is_authenticated:
        rules.append(AccessRule.SIGNED_IN)
    return (
        Activity.objects.active()
        .exclude(kind__in=closed_kinds())
        .filter(
            open_at(timezone.now(), "module__"),
            module__retired_at=None,
            module__track__retired_at=None,
            module__access__in=rules,
        )
    )


def readable_keys(user):
    """The keys of all activities that `user` may read (3 queries, 1 for the anonymous)."""
    keys = set(activities_open_to(user).values_list("key", flat=True))
    if user.is_authenticated:
        modules = Module.objects.filter(enrolments__learner=user, enrolments__withdrawn_at=None)
        for standing in read_standings(user, modules.select_related("track")).values():
            keys.update(
                activity.key
                for activity in standing.activities
                if can_open_activity(user, activity, standing)
            )
    return keys
