"""The figures over a completion report."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from reporting.rows import Status


@dataclass(frozen=True)
class Totals:
    """How many learners are enrolled, have started, completed, withdrew."""

    enrolled: int
    started: int
    completed: int
    withdrawn: int


def totals_of(rows):
    """The `Totals` of a queryset of completion rows, in one query."""
    return add_up(rows.order_by().values_list("status", "has_started").annotate(n=Count("pk")))


def add_up(counts):
    """The `Totals` of (status, has_started, number of learners) triples.

    A learner has started with the first visit to an activity; who completed counts as started.
    """
    by_status = Counter()
    started = 0
    for status, has_started, count in counts:
        by_status[status] += count
        if has_started or status == Status.COMPLETED:
            started += count
    return Totals(
        enrolled=by_status.total(),
        started=started,
        completed=by_status[Status.COMPLETED],
        withdrawn=by_status[Status.WITHDRAWN],
    )
