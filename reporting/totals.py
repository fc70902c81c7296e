"""The figures over a completion report."""

from dataclasses import dataclass

from django.db.models import Count, Q

from reporting.rows import Status


@dataclass(frozen=True)
class Totals:
    """How many learners are where."""

    enrolled: int
    started: int
    completed: int
    withdrawn: int


def totals_of(rows):
    """The `Totals` of completion rows, in one query.

    A learner has started with the first visit to an activity; who completed counts as started.
    """
    statuses = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    started = rows.order_by().aggregate(
        n=Count("pk", filter=Q(has_started=True) | Q(finished_at__isnull=False))
    )["n"]
    return Totals(
        enrolled=sum(statuses.values()),
        started=started,
        completed=statuses.get(Status.COMPLETED, 0),
        withdrawn=statuses.get(Status.WITHDRAWN, 0),
    )
