"""The matrix learner by activity: who has completed what in one module."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from assessments.models import Attempt
from learning.models import Activity, Completion, Module
from reporting.sign import Sign


class Outcome(models.TextChoices):
    """What came of an activity, in words that a sign stands for on the screen."""

    COMPLETED = "completed", _("Completed")
    BY_HAND = "by_hand", _("Completed by hand")
    EXCUSED = "excused", _("Excused")
    NOT_PASSED = "not_passed", _("Not passed")
    NOT_COMPLETED = "not_completed", _("Not completed")

    @property
    def sign(self):
        return SIGNS[self]


SIGNS = {
    Outcome.COMPLETED: Sign.TICK,
    Outcome.BY_HAND: Sign.BY_HAND,
    Outcome.EXCUSED: Sign.EXCUSED,
    Outcome.NOT_PASSED: Sign.CROSS,
    Outcome.NOT_COMPLETED: Sign.NONE,
}


@dataclass(frozen=True)
class Cell:
    """What one learner did in one activity: when it was done, and the best score so far.

    `done_at` is when it was completed, or when the learner, who `is_excused`, was excused from it.
    One completed `is_by_hand` has no score by itself.
    """

    done_at: datetime | None = None
    best_score: Decimal | None = None
    is_excused: bool = False
    is_by_hand: bool = False

    @property
    def completed_at(self):
        """When it was completed; None where the learner is excused."""
        return None if self.is_excused else self.done_at

    @property
    def by_hand_at(self):
        """When it was completed by hand, or None."""
        return self.done_at if self.is_by_hand else None

    @property
    def excused_at(self):
        """When the learner was excused from it, or None."""
        return self.done_at if self.is_excused else None

    @property
    def outcome(self):
        """What to say of it, an Outcome."""
        if self.is_excused:
            return Outcome.EXCUSED
        if self.is_by_hand:
            return Outcome.BY_HAND
        if self.done_at:
            return Outcome.COMPLETED
        return Outcome.NOT_COMPLETED if self.best_score is None else Outcome.NOT_PASSED

    @property
    def percent(self):
        """The best score of what is not passed, rounded down: 69.9 never looks like 70; or None."""
        return int(self.best_score) if self.outcome == Outcome.NOT_PASSED else None


NOTHING = Cell()


def modules_by_track():
    """Every track with its modules, also retired ones, in the outline's order. One query."""
    modules = Module.objects.select_related("track").order_by("track__position", "position")
    return [
        (track, list(group)) for track, group in groupby(modules, key=lambda module: module.track)
    ]


def activities_of(module):
    """The Activities of `module` that are columns of the matrix, in their order."""
    return list(Activity.objects.on_record().filter(module=module))


def with_cells(rows, activities):
    """The completion `rows` as a list, each with `cells`: a Cell for each activity. Two queries."""
    rows = list(rows)
    here = {"learner__in": [row.learner_id for row in rows], "activity__in": activities}
    done = {
        (learner, activity): done
        for learner, activity, *done in Completion.objects.filter(**here).values_list(
            "learner", "activity", "completed_at", "is_excused", "is_by_hand"
        )
    }
    scores = {
        (learner, activity): score
        for learner, activity, score in Attempt.objects.filter(**here)
        .values_list("learner", "activity")
        .annotate(best=Max("score"))
        .order_by()
    }
    for row in rows:
        row.cells = [
            _cell(done.get((row.learner_id, each.pk)), scores.get((row.learner_id, each.pk)))
            for each in activities
        ]
    return rows


def _cell(done, best_score):
    if done is best_score is None:
        return NOTHING
    done_at, is_excused, is_by_hand = done or (None, False, False)
    return Cell(done_at, best_score, is_excused, is_by_hand)
