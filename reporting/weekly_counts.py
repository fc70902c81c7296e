"""Enrolments and completions by week. Pure: no database."""

import datetime
from dataclasses import dataclass

ONE_WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """What happened in the seven days from Monday `starts_on`."""

    starts_on: datetime.date
    enrolled: int
    completed: int


def count_by_week(enrolled, completed):
    """A list of `Week`s from the first to the last with an event, none left out.

    `enrolled` and `completed` are Counters of learners by the Monday (a date) of the week.
    """
    if not enrolled and not completed:
        return []
    first, last = min(enrolled | completed), max(enrolled | completed)
    return [
        Week(monday, enrolled[monday], completed[monday])
        for monday in (
            first + number * ONE_WEEK for number in range((last - first) // ONE_WEEK + 1)
        )
    ]
