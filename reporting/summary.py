"""What a completion report says in sentences."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, DateField, DurationField, ExpressionWrapper, F, Q, When
from django.db.models.functions import TruncWeek

from content.editions.edition import remembered
from learning.models import Activity
from reporting.rows import Status
from reporting.totals import Totals, add_up
from reporting.weekly_counts import Week, count_by_week

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StoppingPoint:
    """The activity at which the most learners stopped: the last one that they opened.

    `learners` of the `in_progress` learners did.
    """

    title: str
    learners: int
    in_progress: int


@dataclass(frozen=True)
class Summary:
    """The figures of a completion report."""

    totals: Totals
    by_hand: int  # of the completed, those in which an activity was entered as completed
    excused: int  # of the completed, those in which an activity counts that is excused
    median_days: int | None
    stopping_point: StoppingPoint | None
    weeks: list[Week]


def summarise(rows):
    """The `Summary` of a queryset of completion rows, in at most three queries, one more
    once for an edition.

    Weeks begin on Monday in the portal's time zone.
    """
    groups = list(
        rows.annotate(stops_at=Case(When(status=Status.IN_PROGRESS, then=F("stands_at"))))
        .order_by()
        .values("status", "has_started", "stops_at")
        .annotate(
            n=Count("pk"),
            with_by_hand=Count("pk", filter=Q(finished_at__isnull=False, by_hand__gt=0)),
            with_excuse=Count("pk", filter=Q(finished_at__isnull=False, excused__gt=0)),
        )
    )
    totals = add_up((group["status"], group["has_started"], group["n"]) for group in groups)
    return Summary(
        totals=totals,
        by_hand=sum(group["with_by_hand"] for group in groups),
        excused=sum(group["with_excuse"] for group in groups),
        median_days=_median_days(rows, totals.completed),
        stopping_point=_stopping_point(_counted(groups, "stops_at")),
        weeks=_weeks(rows),
    )


def _weeks(rows):
    """The `Week`s of completion rows. With the other figures PostgreSQL would sort all rows."""
    groups = list(
        rows.annotate(
            enrolled_in=TruncWeek("enrolled_on", output_field=DateField()),
            finished_in=TruncWeek("finished_at", output_field=DateField()),
        )
        .order_by()
        .values("enrolled_in", "finished_in")
        .annotate(n=Count("pk"))
    )
    return count_by_week(_counted(groups, "enrolled_in"), _counted(groups, "finished_in"))


def _counted(groups, name):
    """How many rows have which value of `name`, None left out."""
    counts = Counter()
    for group in groups:
        if group[name] is not None:
            counts[group[name]] += group["n"]
    return counts


def _median_days(rows, completed):
    """The lower median of the days from enrolment to completion; None where nobody completed.

    A day that has begun counts as a whole one: half of them took so many days or less.
    """
    if not completed:
        return None
    durations = (
        rows.filter(finished_at__isnull=False)
        .annotate(
            took=ExpressionWrapper(
                F("finished_at") - F("enrolled_on"), output_field=DurationField()
            )
        )
        .order_by("took")
        .values_list("took", flat=True)
    )
    return max(1, math.ceil(durations[(completed - 1) // 2] / A_DAY))


def _stopping_point(learners):
    """The `StoppingPoint` of a counter of learners by activity (primary key), None if empty."""
    if not learners:
        return None
    most = max(learners, key=lambda pk: (learners[pk], -pk))
    activity = remembered(f"activity-{most}", lambda: Activity.objects.get(pk=most))
    return StoppingPoint(activity.title, learners[most], learners.total())
