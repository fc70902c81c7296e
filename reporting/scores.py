"""The quiz score of a row, counted as each quiz's grading method says."""

from collections import defaultdict

from django.db import models
from django.db.models import Avg, Case, Exists, Max, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast

from assessments.choices import GradingMethod
from assessments.models import Attempt, QuizVersion
from content.edition import remembered

SCORE = models.DecimalField(max_digits=5, decimal_places=2)


class Mean(Subquery):
    """The mean of the column `counting` of a queryset."""

    template = "(SELECT AVG(counting) FROM (%(subquery)s) AS scores)"


def score_by(holder, path):
    """An expression for an enrolment: the mean of the learner's scores in the quizzes of `holder`.

    `holder` is the field of the enrolment that leads to what holds the quizzes, `path` leads there
    from an activity. Null where the learner has submitted no attempt.
    """
    quizzes = remembered(f"quizzes-by-{holder}", lambda: _quizzes_by(path))
    cases = [When(**{holder: pk}, then=_mean(held)) for pk, held in quizzes.items()]
    # PostgreSQL does not sort by the bare word null.
    return Case(*cases, default=Cast(Value(None), SCORE), output_field=SCORE)


def _quizzes_by(path):
    """The grading methods of the quizzes, by the primary keys of their module or track and own."""
    quizzes = defaultdict(dict)
    current = QuizVersion.objects.filter(is_current=True, activity__retired_at=None)
    for holder, activity, method in current.values_list(
        f"activity__{path}", "activity", "definition__settings__grading_method"
    ):
        quizzes[holder][activity] = GradingMethod(method)
    return dict(quizzes)


def _mean(methods):
    """The mean of a learner's scores in the quizzes of `methods`, in one look at the attempts."""
    by_last, by_average = (
        [quiz for quiz, method in methods.items() if method == wanted]
        for wanted in (GradingMethod.LAST, GradingMethod.AVERAGE)
    )
    submitted = Attempt.objects.filter(submitted_at__isnull=False)
    attempts = submitted.filter(learner=OuterRef("learner"), activity__in=list(methods))
    if by_last:
        later = submitted.filter(
            learner=OuterRef("learner"),
            activity=OuterRef("activity"),
            number__gt=OuterRef("number"),
        )
        attempts = attempts.exclude(Exists(later), activity__in=by_last)
    counting = Max("score")
    if by_average:
        counting = Case(When(activity__in=by_average, then=Avg("score")), default=counting)
    scores = attempts.order_by().values("activity").annotate(counting=counting)
    one_or_mean = Subquery if len(methods) == 1 else Mean
    return one_or_mean(scores.values("counting"), output_field=SCORE)
