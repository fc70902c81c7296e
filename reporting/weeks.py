"""Enrolments and completions by week."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncWeek

ONE_WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """What happened in the seven days from Monday `starts_on`."""

    starts_on: datetime.date
    enrolled: int
    completed: int


def weeks_of(rows):
    """A `Week` for each week from the first to the last with an event, none left out.

    `rows` are completion rows; the week begins on Monday in the portal's time zone. Two queries.
    """
    enrolled = _by_week(rows, "enrolled_on")
    completed = _by_week(rows, "finished_at")
    if not enrolled and not completed:
        return []
    first, last = min(enrolled | completed), max(enrolled | completed)
    return [
        Week(monday, enrolled[monday], completed[monday])
        for monday in (
            first + number * ONE_WEEK for number in range((last - first) // ONE_WEEK + 1)
        )
    ]


def _by_week(rows, moment):
    counts = (
        rows.exclude(**{moment: None})
        .annotate(monday=TruncWeek(moment))
        .order_by()
        .values_list("monday")
        .annotate(n=Count("pk"))
    )
    return Counter({monday.date(): n for monday, n in counts})
