"""Learner by activity: who has done what in one module."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from learning.models import Activity, Completion, Enrolment, Module


@dataclass(frozen=True)
class MatrixRow:
    """One learner and, for each activity of the matrix, the date of completion or None."""

    enrolment: Enrolment
    completed: tuple[datetime | None, ...]


@dataclass(frozen=True)
class Matrix:
    """The activities as columns, the learners as rows."""

    activities: tuple[Activity, ...]
    rows: tuple[MatrixRow, ...]


def modules_by_track():
    """Every track with its modules, also retired ones, in the outline's order. One query."""
    modules = Module.objects.select_related("track").order_by("track__position", "position")
    return [
        (track, list(group)) for track, group in groupby(modules, key=lambda module: module.track)
    ]


def enrolments_by_name(module):
    """The active enrolments of a module, ordered by the learners' names."""
    return (
        Enrolment.objects.active()
        .filter(module=module)
        .select_related("learner__organisation")
        .order_by("learner__last_name", "learner__first_name", "pk")
    )


def read_matrix(module, enrolments):
    """The `Matrix` of a module for some of its enrolments. Three queries in all."""
    activities = tuple(Activity.objects.active().filter(module=module))
    enrolments = list(enrolments)
    completed = {
        (learner, activity): moment
        for learner, activity, moment in Completion.objects.filter(
            activity__in=activities, learner__in=[row.learner_id for row in enrolments]
        ).values_list("learner", "activity", "completed_at")
    }
    return Matrix(
        activities=activities,
        rows=tuple(
            MatrixRow(
                enrolment=row,
                completed=tuple(completed.get((row.learner_id, a.pk)) for a in activities),
            )
            for row in enrolments
        ),
    )
