"""How the questions of a quiz were answered, counted over all finished attempts."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, FloatField, Sum
from django.db.models.functions import Cast

from assessments.correction import Correction, CorrectionKind, read_corrections
from assessments.models import Response
from assessments.question import Question
from assessments.version import read_questions
from learning.models import Activity


@dataclass(frozen=True)
class QuestionResult:
    """A question of a quiz, how many were asked it, and how they answered.

    `points`: those given together. `is_current`: whether it is still asked.
    """

    question: Question
    is_current: bool
    asked: int = 0
    answered: int = 0
    points: float = 0
    correction: Correction | None = None

    @property
    def percent(self):
        """The points given, of those that all who were asked could have, rounded down; or None."""
        possible = self.asked * self.question.points
        return int(100 * self.points / possible + 1e-9) if possible else None

    @property
    def can_be_corrected(self):
        """Whether something is left to put right; after a withdrawal nothing is."""
        return not (self.correction and self.correction.kind == CorrectionKind.WITHDRAWN)


def quizzes_by_module():
    """Pairs of a module, also a retired one, and its quizzes, in their order. 1 query."""
    quizzes = (
        Activity.objects.filter(quiz_versions__isnull=False)
        .select_related("module__track")
        .order_by("module__track__position", "module__position", "module", "position", "pk")
        .distinct()
    )
    return [(module, list(own)) for module, own in groupby(quizzes, lambda each: each.module)]


def read_question_results(activity):
    """A QuestionResult for each question that the quiz `activity` has ever asked. Four queries.

    Those asked now come first, in their order.
    """
    asked = Counter()
    layouts = activity.attempts.finished().values_list("layout__questions", flat=True)
    for ids in layouts.iterator():
        asked.update(ids or ())
    answers = {row["question_id"]: row for row in _answers(activity)}
    corrections = read_corrections(activity.pk)
    return [
        QuestionResult(
            question=question,
            is_current=is_current,
            asked=asked[question.id],
            answered=answers.get(question.id, {}).get("answered", 0),
            points=answers.get(question.id, {}).get("given", 0),
            correction=corrections.last(question.id),
        )
        for question, is_current in read_questions(activity).values()
    ]


def _answers(activity):
    given = Cast(F("points_numerator"), FloatField()) / F("points_denominator")
    answers = Response.objects.filter(
        attempt__activity=activity, attempt__submitted_at__isnull=False
    )
    return answers.values("question_id").annotate(answered=Count("pk"), given=Sum(given))
