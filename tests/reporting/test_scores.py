from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.choices import GradingMethod
from assessments.models import Attempt, Pass, QuizRules, QuizVersion
from courses.screens.results import read_results
from reporting.rows import module_rows, track_rows
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory

pytestmark = pytest.mark.django_db


def quiz_with(enrolment, method, *scores, module=None):
    """A quiz of the enrolment's module with one submitted attempt for each of `scores`."""
    quiz = ActivityFactory(module=module or enrolment.module, kind="quiz")
    QuizRules.objects.create(activity=quiz, grading_method=method)
    for language in ("en", "es"):
        QuizVersion.objects.create(
            activity=quiz,
            language=language,
            digest=f"{quiz.pk}",
            definition={},
            published_at=timezone.now(),
        )
    attempt_at(quiz, enrolment, *scores)
    return quiz


def attempt_at(quiz, enrolment, *scores):
    """Attempts of the enrolment's learner at `quiz`, submitted with `scores`; None is open yet."""
    now = timezone.now()
    for number, score in enumerate(scores, start=1):
        Attempt.objects.create(
            learner=enrolment.learner,
            activity=quiz,
            version=quiz.quiz_versions.get(language="es"),
            number=number,
            layout=[],
            started_at=now,
            submitted_at=now if score is not None else None,
            max_points=10,
            points_numerator=None if score is None else int(Decimal(score) * 100),
            points_denominator=1000,
            score=score,
            pass_mark=70,
            grading_method=quiz.quiz_rules.grading_method,
            show_answers="never",
        )


def pass_with(attempt, percent):
    """Let `attempt` have earned the pass, with so many per cent."""
    Pass.objects.create(
        learner=attempt.learner,
        activity=attempt.activity,
        attempt=attempt,
        passed_at=attempt.submitted_at,
        score_numerator=percent,
        score_denominator=100,
        grading_method=attempt.grading_method,
        pass_mark=70,
        origin="submission",
    )


@pytest.mark.parametrize(
    ("method", "score"),
    [(GradingMethod.BEST, 80), (GradingMethod.LAST, 50), (GradingMethod.AVERAGE, 60)],
)
def test_score_counts_by_the_grading_method(method, score):
    quiz_with(EnrolmentFactory(), method, 50, 80, 50)
    assert module_rows().get().score == Decimal(score)


def test_no_score_without_a_submitted_attempt():
    quiz_with(EnrolmentFactory(), GradingMethod.BEST, None)
    assert module_rows().get().score is None


def test_score_is_the_mean_of_the_quizzes_tried():
    enrolment = EnrolmentFactory()
    quiz_with(enrolment, GradingMethod.BEST, 40, 90)
    quiz_with(enrolment, GradingMethod.LAST, 90, 60)
    quiz_with(enrolment, GradingMethod.BEST)
    quiz_with(EnrolmentFactory(), GradingMethod.BEST, 10)
    assert module_rows().get(pk=enrolment.pk).score == Decimal(75)


def test_each_quiz_counts_by_its_own_method():
    enrolment = EnrolmentFactory()
    quiz_with(enrolment, GradingMethod.BEST, 90, 40, None)
    quiz_with(enrolment, GradingMethod.LAST, 90, 60, None)
    quiz_with(enrolment, GradingMethod.AVERAGE, 20, 40)
    assert module_rows().get(pk=enrolment.pk).score == Decimal(60)


def test_track_score_is_the_mean_over_its_modules():
    enrolment = EnrolmentFactory()
    sibling = ModuleFactory(track=enrolment.module.track)
    quiz_with(enrolment, GradingMethod.BEST, 100)
    quiz_with(enrolment, GradingMethod.BEST, 50, module=sibling)
    assert track_rows().get().score == Decimal(75)


@pytest.mark.parametrize("method", GradingMethod.values)
def test_who_passed_is_shown_with_the_score_of_the_pass(method):
    """As on the learner's own pages, whatever was tried, or published, later."""
    enrolment = EnrolmentFactory()
    quiz_with(enrolment, method, 40, 80, 50)
    pass_with(Attempt.objects.get(number=2), 75)
    quiz_with(enrolment, method, 20)
    assert module_rows().get(pk=enrolment.pk).score == Decimal("47.5")
    assert track_rows().get().score == Decimal("47.5")
    [result] = [each for each in read_results(enrolment.learner) if each.is_passed]
    assert result.percent == 75
