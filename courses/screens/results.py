"""A learner's quiz results, for My learning."""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from assessments.definition import UnreadableQuiz
from assessments.grading import counting_score
from assessments.models import Attempt
from learning.models import Activity

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class QuizResult:
    """The score that counts in one quiz, against the mark, after so many attempts."""

    activity: Activity
    score: Decimal
    pass_mark: int
    attempts: int
    last_at: datetime

    @property
    def percent(self):
        """The score as a whole number, rounded down."""
        return int(self.score)

    @property
    def is_passed(self):
        return self.score >= self.pass_mark


def read_results(learner):
    """A QuizResult for each quiz that `learner` has finished an attempt at, the last one first.

    One query. The settings are those of the last attempt, as the learner saw them; a quiz whose
    settings cannot be read is left out, and the log names it.
    """
    attempts = (
        Attempt.objects.filter(learner=learner)
        .exclude(submitted_at=None)
        .select_related("version", "activity__module")
        .order_by("activity", "number")
    )
    results = []
    for activity, rows in groupby(attempts, key=lambda attempt: attempt.activity):
        finished = list(rows)
        try:
            rules = finished[-1].quiz.settings
        except UnreadableQuiz:
            logger.exception("Quiz version %s cannot be read.", finished[-1].version_id)
            continue
        results.append(
            QuizResult(
                activity=activity,
                score=counting_score([row.score for row in finished], rules.grading_method),
                pass_mark=rules.pass_mark,
                attempts=len(finished),
                last_at=finished[-1].submitted_at,
            )
        )
    return sorted(results, key=lambda result: result.last_at, reverse=True)
