"""Scores are compared with the answers, the version and what was put right, and set by them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from assessments.models import Attempt, Pass, QuizVersion, Response
from assessments.passing import PassOrigin
from learning.choices import EntryReason
from learning.models import Completion, HistoryEntry
from tests.assessments.test_correction import answered, publish_other_key, put_right
from tests.factories.quizzes import QuizActivityFactory, definition
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
WHOLE = "The records are in line.\n"


def check(**options):
    """What the command prints, whether it succeeds or not."""
    out = StringIO()
    try:
        call_command("check_records", stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


@pytest.fixture
def quiz():
    """A quiz of two questions of two points each; both are needed to pass."""
    return QuizActivityFactory(quiz=definition(2, pass_mark=80))


DAMAGES = {
    "points of an answer": lambda: Response.objects.update(points_numerator=1),
    "unmarked answers": lambda: Response.objects.update(points_numerator=None),
    "points of the attempt": lambda: Attempt.objects.update(points_numerator=1),
    "no points": lambda: Attempt.objects.update(points_numerator=None, score=None),
    "points possible": lambda: Attempt.objects.update(max_points=9),
    "the score": lambda: Attempt.objects.update(score=12),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("answers", [("right", "right"), ("right", "wrong")])
def test_a_score_that_does_not_follow_is_named_and_set(quiz, damage, answers):
    attempt = answered(quiz, *answers)
    assert check() == WHOLE
    damage()
    assert "the score of attempt 1 does not follow from its answers – off" in check()
    assert "1 records were repaired." in check(repair=True)
    again = Attempt.objects.get()
    assert (again.points, again.max_points, again.score, again.is_passed) == (
        attempt.points,
        attempt.max_points,
        attempt.score,
        attempt.is_passed,
    )
    assert HistoryEntry.objects.get(kind="repaired").reason == EntryReason.SCORE_DIFFERED
    assert check() == WHOLE


def test_who_passes_by_the_answers_has_passed(quiz):
    attempt = answered(quiz, "right", "wrong")
    attempt.responses.filter(question_id="id-1").update(answer="right")
    assert "off" in check()
    check(repair=True)
    kept = Pass.objects.get()
    assert (kept.passed_at, kept.origin) == (attempt.submitted_at, PassOrigin.SUBMISSION)
    assert Completion.objects.get().completed_at == attempt.submitted_at
    assert check() == WHOLE


def test_a_pass_stays_where_the_points_go(quiz):
    attempt = answered(quiz, "right", "right")
    attempt.responses.filter(question_id="id-1").update(answer="wrong")
    check(repair=True)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.is_passed) == (50, True)
    assert Pass.objects.exists()
    assert Completion.objects.exists()
    assert check() == WHOLE


def test_points_by_a_key_that_was_corrected_stay(quiz):
    answered(quiz, "right", "right")
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    put_right(quiz, "new_key")
    assert check() == WHOLE
    put_right(quiz)
    answered(quiz, "right")
    assert check() == WHOLE
    assert set(Attempt.objects.values_list("score", flat=True)) == {100}


def test_points_by_a_correction_that_cannot_be_read_stay(quiz):
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    put_right(quiz, "new_key")
    quiz.corrections.update(questions={})
    assert check() == WHOLE


def test_what_cannot_be_read_stops_nothing_else(quiz, caplog):
    lost, other = answered(quiz, "right"), answered(quiz, "right")
    Attempt.objects.filter(pk=lost.pk).update(layout={})
    Response.objects.filter(attempt=other).update(points_numerator=F("points_numerator") - 1)
    assert check(repair=True).count("repaired") == 2
    assert f"Attempt {lost.pk} cannot be read: its score is not compared" in caplog.text
    QuizVersion.objects.update(definition={})
    assert check() == WHOLE


def test_the_number_of_queries_does_not_grow(quiz):
    answered(quiz, "right", "wrong")
    with assert_queries(55):
        check()
    for _number in range(3):
        answered(quiz, "right", "wrong")
    with assert_queries(55):
        check()
