"""What happened in the last seven days, and who has gone quiet: for the first page of the admin."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from learning.models import Enrolment
from reporting.rows import can_go_on

SPAN = timedelta(days=7)
QUIET_AFTER = timedelta(days=14)
MOST_NAMED = 5


@dataclass(frozen=True)
class RecentTraining:
    """Counts over the last seven days, and the learners to ask first.

    `quiet` counts enrolments that are neither completed nor withdrawn and without any activity for
    two weeks, of those who can go on; `quietest` names those of them with the longest silence.
    """

    enrolled: int
    active: int
    completed: int
    quiet: int
    quietest: list[Enrolment]


def read_recent_training():
    """The `RecentTraining` up to now. Two queries."""
    now = timezone.now()
    since = now - SPAN
    is_silent = Q(completed_at=None, withdrawn_at=None, last_active_at__lt=now - QUIET_AFTER)
    is_quiet = is_silent & can_go_on("module")
    counts = Enrolment.objects.aggregate(
        enrolled=Count("pk", filter=Q(enrolled_at__gte=since)),
        active=Count("learner", filter=Q(last_active_at__gte=since), distinct=True),
        completed=Count("pk", filter=Q(completed_at__gte=since)),
        quiet=Count("pk", filter=is_quiet),
    )
    quietest = (
        Enrolment.objects.filter(is_quiet)
        .select_related("learner__organisation", "module")
        .order_by("last_active_at", "pk")[:MOST_NAMED]
    )
    return RecentTraining(**counts, quietest=list(quietest))
