"""The quiz score of a row, counted as each quiz's grading method says."""

from collections import defaultdict

from django.db import models
from django.db.models import (
    Avg,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    FloatField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import IsNull

from assessments.choices import GradingMethod
from assessments.models import Attempt, Pass, QuizRules
from content.editions.edition import remembered

SCORE = models.DecimalField(max_digits=5, decimal_places=2)


def _passed_with(prefix=""):
    """The score that counted when a pass was earned, in per cent. `prefix` leads to the Pass."""
    return Cast(_exactly_passed_with(prefix), SCORE)


def _exactly_passed_with(prefix):
    """The same, not rounded to two decimals."""
    numerator, denominator = (F(f"{prefix}score_{part}") for part in ("numerator", "denominator"))
    hundredfold = Cast(numerator, FloatField()) * Value(100.0)
    return ExpressionWrapper(hundredfold / Cast(denominator, FloatField()), FloatField())


def quizzes_by(holder, path, activities):
    """The quizzes among `activities` by the primary key of the module or track that has them.

    `holder` names which of the two, `path` leads from an activity to it. Of each the quizzes are
    {primary key: GradingMethod}.
    """
    return remembered(f"quizzes-by-{holder}", lambda: _quizzes_by(path, activities))


def _quizzes_by(path, activities):
    quizzes = defaultdict(dict)
    rules = QuizRules.objects.filter(activity__in=activities).order_by("activity")
    for holder, activity, method in rules.values_list(
        f"activity__{path}", "activity", "grading_method"
    ):
        quizzes[holder][activity] = method if method in GradingMethod else GradingMethod.BEST
    return dict(quizzes)


def score_by(holder, quizzes):
    """An SQL expression for the score of an enrolment: the mean over its quizzes, in per cent.

    `holder` names the enrolment's field for the module or track, `quizzes` are what `quizzes_by`
    returned for it. Null where the learner has submitted no attempt.
    """
    cases = [When(**{holder: pk}, then=_score_in(held)) for pk, held in quizzes.items()]
    # PostgreSQL does not sort by the bare word null.
    return Case(*cases, default=Cast(Value(None), SCORE), output_field=SCORE)


def with_passes(rows, quiz):
    """`rows`, ready for an order by `joined_score`: which passes at `quiz` (a primary key) count.

    Nothing is joined before something of it is named.
    """
    condition = Q(learner__passes__activity=quiz)
    return rows.annotate(passed=FilteredRelation("learner__passes", condition=condition))


def joined_score(quiz, method):
    """What sorts by the same score rows `with_passes` of a holder that has this quiz alone.

    To join the passes with all rows takes half the time of looking each one up, and to round each
    score before they are compared a fifth.
    """
    tried = _of_tried(quiz, method)
    return Coalesce(_exactly_passed_with("passed__"), tried, output_field=FloatField())


def _score_in(methods):
    """A learner's score in the quizzes of `methods`, {key: GradingMethod}: the mean of several.

    Of a quiz that was passed it is the score that it was passed with, as the learner reads it.
    """
    if len(methods) > 1:
        return _mean(methods)
    [(quiz, method)] = methods.items()
    passed = Pass.objects.filter(learner=OuterRef("learner"), activity=quiz)
    return Coalesce(Subquery(passed.values(score=_passed_with())), _of_tried(quiz, method))


def _of_tried(quiz, method):
    """The score of who has not passed.

    The attempts of who never tried are not looked at: in a sort of all rows that is half of it.
    """
    tried = Attempt.objects.filter(submitted_at__isnull=False, activity=quiz).values("learner")
    attempts = _submitted().filter(activity=quiz)
    if method == GradingMethod.LAST:
        counting = attempts.order_by("-number").values("score")[:1]
    else:
        counting = attempts.order_by().values("learner").annotate(n=_aggregate(method)).values("n")
    return Case(When(learner__in=tried, then=Subquery(counting)), default=None, output_field=SCORE)


def _submitted():
    return Attempt.objects.filter(learner=OuterRef("learner"), submitted_at__isnull=False)


def _aggregate(method, **options):
    return (Avg if method == GradingMethod.AVERAGE else Max)("score", **options)


def _mean(methods):
    """The mean of a learner's scores in the quizzes of `methods`, in one look at the attempts."""
    by_last = [quiz for quiz, method in methods.items() if method == GradingMethod.LAST]
    submitted = _submitted()
    later = submitted.filter(activity=OuterRef("activity"), number__gt=OuterRef("number"))
    attempts = submitted.filter(activity__in=list(methods))
    if by_last:
        attempts = attempts.exclude(Exists(later), activity__in=by_last, earned_pass=None)
    scores = [
        Coalesce(
            Max(_passed_with("earned_pass__"), filter=Q(activity=quiz)),
            _aggregate(method, filter=Q(activity=quiz)),
        )
        for quiz, method in methods.items()
    ]
    of_learner = attempts.order_by().values("learner").annotate(mean=_mean_of(scores))
    return Subquery(of_learner.values("mean"), output_field=SCORE)


def _mean_of(scores):
    """The mean of those scores that are not null; null where all are."""
    total = sum(Coalesce(score, Value(0), output_field=SCORE) for score in scores)
    given = sum(Case(When(IsNull(score, False), then=1), default=0) for score in scores)
    return ExpressionWrapper(total / NullIf(given, 0), output_field=SCORE)
