"""What a completion report says in sentences."""

from dataclasses import dataclass

from django.db.models import Count, DateField, DurationField, ExpressionWrapper, F
from django.db.models.functions import TruncWeek

from learning.outline import in_language
from reporting.rows import Status
from reporting.totals import Totals, add_up
from reporting.weeks import Week, weeks_of


@dataclass(frozen=True)
class StoppingPoint:
    """The activity that most of the learners in progress opened last."""

    title: str
    learners: int


@dataclass(frozen=True)
class Summary:
    """The figures of a completion report."""

    totals: Totals
    median_days: int | None
    stopping_point: StoppingPoint | None
    weeks: list[Week]


def summarise(rows):
    """The `Summary` of completion rows, in at most three queries.

    A week begins on Monday in the portal's time zone.
    """
    counts = list(
        rows.annotate(
            enrolled_in=TruncWeek("enrolled_on", output_field=DateField()),
            finished_in=TruncWeek("finished_at", output_field=DateField()),
        )
        .order_by()
        .values_list("status", "has_started", "enrolled_in", "finished_in")
        .annotate(n=Count("pk"))
    )
    totals = add_up((status, started, n) for status, started, _in, _out, n in counts)
    return Summary(
        totals=totals,
        median_days=_median_days(rows, totals.completed),
        stopping_point=_stopping_point(rows),
        weeks=weeks_of(
            [(week, n) for _status, _started, week, _finished, n in counts],
            [(week, n) for _status, _started, _enrolled, week, n in counts],
        ),
    )


def _median_days(rows, completed):
    """The lower median of the days from enrolment to completion; None where nobody completed."""
    if not completed:
        return None
    durations = (
        rows.filter(status=Status.COMPLETED)
        .annotate(
            took=ExpressionWrapper(
                F("finished_at") - F("enrolled_on"), output_field=DurationField()
            )
        )
        .order_by("took")
        .values_list("took", flat=True)
    )
    return durations[(completed - 1) // 2].days


def _stopping_point(rows):
    most = (
        rows.filter(status=Status.IN_PROGRESS)
        .order_by()
        .values("last_activity", "last_activity__titles")
        .annotate(n=Count("pk"))
        .order_by("-n", "last_activity")
        .first()
    )
    return most and StoppingPoint(in_language(most["last_activity__titles"]), most["n"])
