"""Enrolments and completions by week. Pure: no database."""

import datetime
from collections import Counter
from dataclasses import dataclass

ONE_WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """What happened in the seven days from Monday `starts_on`."""

    starts_on: datetime.date
    enrolled: int
    completed: int


def weeks_of(enrolled, completed):
    """A `Week` for each week from the first to the last with an event, none left out.

    Both are lists of pairs: the Monday (None: never), and how many learners.
    """
    enrolled, completed = _by_monday(enrolled), _by_monday(completed)
    mondays = enrolled | completed
    if not mondays:
        return []
    first, last = min(mondays), max(mondays)
    return [
        Week(monday, enrolled[monday], completed[monday])
        for monday in (
            first + number * ONE_WEEK for number in range((last - first) // ONE_WEEK + 1)
        )
    ]


def _by_monday(counts):
    by_monday = Counter()
    for monday, count in counts:
        if monday:
            by_monday[monday] += count
    return by_monday
