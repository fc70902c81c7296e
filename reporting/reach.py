"""Whom the training reaches: learners and organisations by type."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import OrganisationKind
from learning.models import Enrolment


@dataclass(frozen=True)
class Reach:
    """The organisations of one type that have learners, and what these completed, in numbers.

    `label` is empty for learners without an organisation.
    """

    label: str
    organisations: int
    learners: int
    finishers: int


def read_reach():
    """A `Reach` for each type of organisation with learners, the most learners first. One query.

    A finisher has completed at least one module. The type is that of the day of each enrolment, so
    who changed from one type to another counts in both.
    """
    labels = dict(OrganisationKind.choices)
    rows = (
        Enrolment.objects.values_list("organisation_kind")
        .annotate(
            organisations=Count("organisation", distinct=True),
            learners=Count("learner", distinct=True),
            finishers=Count("learner", filter=Q(completed_at__isnull=False), distinct=True),
        )
        .order_by("-learners", "organisation_kind")
    )
    return [Reach(labels.get(kind, ""), *counts) for kind, *counts in rows]
