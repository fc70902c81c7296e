"""Which activities a person may read, asked of all activities at once."""

from django.db.models import Q
from django.utils import timezone

from learning.access import can_open_activity, open_rules
from learning.activity_type import closed_kinds
from learning.choices import ActivityAccess
from learning.derived.standing import read_standings
from learning.opening import open_at
from learning.outline import Activity, Module


def activities_open_to(user):
    """A queryset of the activities that `user` may read without enrolment.

    The rule is that of `learning.access.is_open_to_read`, written for the database.
    """
    rules = open_rules(user)
    as_module = Q(access=ActivityAccess.AS_MODULE, module__access__in=rules)
    return (
        Activity.objects.active()
        .exclude(kind__in=closed_kinds())
        .filter(
            as_module | Q(access__in=rules),
            open_at(timezone.now(), "module__"),
            module__retired_at=None,
            module__track__retired_at=None,
        )
    )


def readable_keys(user):
    """The keys of all activities that `user` may read (3 queries, 1 for the anonymous)."""
    keys = set(activities_open_to(user).values_list("key", flat=True))
    if user.is_authenticated:
        # Who withdrew after finishing is bound by no dates either.
        is_kept = Q(enrolments__withdrawn_at=None) | Q(enrolments__completed_at__isnull=False)
        modules = Module.objects.filter(is_kept, enrolments__learner=user)
        for standing in read_standings(user, modules.select_related("track")).values():
            keys.update(
                activity.key
                for activity in standing.activities
                if can_open_activity(user, activity, standing)
            )
    return keys
