"""The quiz score of a row, counted as each quiz's grading method says."""

from collections import defaultdict

from django.db import models
from django.db.models import Avg, Case, ExpressionWrapper, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import IsNull

from assessments.choices import GradingMethod
from assessments.models import Attempt, QuizVersion
from content.edition import remembered

SCORE = models.DecimalField(max_digits=5, decimal_places=2)


def score_by(group):
    """An expression for an enrolment: the mean of the learner's scores in the quizzes of `group`.

    `group` is the path from an enrolment to what holds the quizzes: `"module"` or
    `"module__track"`. Null where the learner has submitted no attempt.
    """
    quizzes = remembered(f"quizzes-by-{group}", lambda: _quizzes_by(group))
    cases = [
        When(**{group: holder}, then=_mean([_counting(*quiz) for quiz in held.items()]))
        for holder, held in quizzes.items()
    ]
    return Case(*cases, default=nothing(SCORE), output_field=SCORE)


def nothing(output_field):
    """Null as an expression: PostgreSQL does not sort by the bare word."""
    return Cast(Value(None), output_field)


def _quizzes_by(group):
    """The grading methods of the quizzes, by the primary keys of their module or track and own."""
    quizzes = defaultdict(dict)
    current = QuizVersion.objects.filter(is_current=True, activity__retired_at=None)
    for holder, activity, method in current.values_list(
        f"activity__{group}", "activity", "definition__settings__grading_method"
    ):
        quizzes[holder][activity] = GradingMethod(method)
    return dict(quizzes)


def _counting(activity, method):
    """The score that counts of one learner in one quiz."""
    attempts = Attempt.objects.filter(
        learner=OuterRef("learner"), activity=activity, submitted_at__isnull=False
    )
    if method == GradingMethod.LAST:
        return Subquery(attempts.order_by("-number").values("score")[:1], output_field=SCORE)
    aggregate = Max("score") if method == GradingMethod.BEST else Avg("score")
    grouped = attempts.order_by().values("learner").annotate(n=aggregate).values("n")
    return Subquery(grouped, output_field=SCORE)


def _mean(scores):
    """The mean of those scores that are not null; null where all are."""
    if len(scores) == 1:
        return scores[0]
    total = sum(Coalesce(score, Value(0), output_field=SCORE) for score in scores)
    given = sum(Case(When(IsNull(score, False), then=1), default=0) for score in scores)
    return ExpressionWrapper(total / NullIf(given, 0), output_field=SCORE)
