"""A learner's quiz results, for My learning."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.grading import counting_score
from assessments.models import Attempt, Pass
from assessments.points import percent
from content.editions.edition import remembered
from learning.derived.limits import Limits
from learning.models import Activity


class ResultState(models.TextChoices):
    """What became of a quiz so far."""

    PASSED = "passed", _("Passed")
    USED_UP = "used_up", _("Not passed, no attempt left")
    OPEN = "open", _("Not passed yet")


@dataclass(frozen=True)
class QuizResult:
    """The score that counts in one quiz, against the mark, after so many attempts.

    Of a quiz that was passed they are what passing it took and gave then.
    """

    activity: Activity
    score: Fraction
    attempts: int
    last_at: datetime
    earned_pass: Pass | None
    limits: Limits

    @property
    def percent(self):
        """The score as a whole number, rounded down."""
        return self.earned_pass.percent if self.earned_pass else int(percent(self.score))

    @property
    def pass_mark(self):
        """The mark that was met, or that is to be met now."""
        return (self.earned_pass or self.activity.quiz_rules).pass_mark

    @property
    def is_passed(self):
        return self.earned_pass is not None

    @property
    def state(self):
        """The ResultState (for all results 1 query, where an attempt may be the last)."""
        if self.is_passed:
            return ResultState.PASSED
        allowed = self.activity.quiz_rules.attempts_allowed
        may_be_last = allowed is not None and self.attempts >= allowed
        if may_be_last and self.activity.pk in self.limits.used_up:
            return ResultState.USED_UP
        return ResultState.OPEN


def read_results(learner, limits=None):
    """A QuizResult for each quiz that `learner` has finished an attempt at, the last one first.

    One query, and one more once for an edition. `limits`: the learner's Limits, where they are at
    hand.
    """
    limits = limits or Limits(learner)
    attempts = (
        Attempt.objects.finished()
        .filter(learner=learner)
        .select_related("earned_pass")
        .defer("layout")
        .order_by("activity_id", "number")
    )
    quizzes = remembered("quizzes", _quizzes)
    results = []
    for key, rows in groupby(attempts, key=lambda attempt: attempt.activity_id):
        activity, finished = quizzes[key], list(rows)
        passes = (getattr(attempt, "earned_pass", None) for attempt in finished)
        shares = [attempt.share for attempt in finished]
        results.append(
            QuizResult(
                activity=activity,
                score=counting_score(shares, activity.quiz_rules.grading_method),
                attempts=len(finished),
                last_at=finished[-1].submitted_at,
                earned_pass=next(filter(None, passes), None),
                limits=limits,
            )
        )
    return sorted(results, key=lambda result: result.last_at, reverse=True)


def _quizzes():
    """All quizzes, as Activities with their modules and rules, by their primary keys."""
    quizzes = Activity.objects.filter(quiz_rules__isnull=False)
    return quizzes.select_related("module", "quiz_rules").in_bulk()
