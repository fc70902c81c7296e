"""Attempts at a quiz that asks fewer questions than it holds."""

from decimal import Decimal

import pytest

from assessments.attempt import UnknownQuestion, save_answer, submit_attempt
from assessments.correction import CorrectionKind, Fault
from assessments.remarking import correct_question
from assessments.version import freeze_version
from courses.screens.quiz import quiz_after
from learning.models import Completion
from reporting.attempts import read_attempts
from tests.factories.actors import ACTOR
from tests.factories.quizzes import QuizActivityFactory, begin, definition, finish, question

pytestmark = pytest.mark.django_db


def quiz_of(lessons, title="Quiz"):
    """A quiz with a question for each letter in `lessons`, which names its lesson."""
    questions = [question(question_id=f"q{n}", lesson=key) for n, key in enumerate(lessons)]
    return definition(questions, title=title)


@pytest.fixture
def activity():
    """A quiz with four questions of two points for each of two lessons, of which it asks two."""
    activity = QuizActivityFactory(quiz=quiz_of("aaaabbbb"))
    activity.quiz_rules.questions_per_lesson = 2
    activity.quiz_rules.save()
    return activity


def asked(attempt):
    return set(attempt.layout["questions"])


def test_the_points_possible_are_those_of_what_is_asked(activity):
    attempt = begin(activity=activity)
    assert len(asked(attempt)) == 4
    assert attempt.max_points == 8
    finished = finish(attempt)
    assert (finished.points, finished.score, finished.is_passed) == (8, 100, True)
    assert Completion.objects.filter(learner=attempt.learner).exists()


def test_one_wrong_answer_of_four_is_a_quarter(activity):
    attempt = begin(activity=activity)
    first, *others = attempt.layout["questions"]
    save_answer(attempt=attempt, question_id=first, answer="wrong")
    for question_id in others:
        save_answer(attempt=attempt, question_id=question_id, answer="right")
    assert submit_attempt(attempt=attempt, actor=ACTOR).score == Decimal(75)


def test_what_is_not_asked_cannot_be_answered(activity):
    attempt = begin(activity=activity)
    other = next(q.id for q in attempt.quiz.questions if q.id not in asked(attempt))
    with pytest.raises(UnknownQuestion):
        save_answer(attempt=attempt, question_id=other, answer="right")


def test_the_next_attempt_asks_what_was_not_asked_yet_in_any_version(activity):
    first = finish(begin(activity=activity), right=False)
    freeze_version(activity=activity, language="en", definition=quiz_of("aaaabbbb", title="Mended"))
    second = finish(begin(activity=activity, learner=first.learner), right=False)
    assert asked(first).isdisjoint(asked(second))
    third = begin(activity=activity, learner=first.learner)
    assert len(asked(third)) == 4
    stranger = begin(activity=activity)
    assert len(asked(stranger)) == 4


def test_an_open_attempt_keeps_what_it_drew(activity):
    attempt = begin(activity=activity)
    activity.quiz_rules.questions_per_lesson = None
    activity.quiz_rules.save()
    assert begin(activity=activity, learner=attempt.learner).layout == attempt.layout
    assert begin(activity=activity).max_points == 16


def test_result_and_report_tell_of_what_was_asked_alone(activity):
    attempt = finish(begin(activity=activity))
    assert len(quiz_after(attempt)["entries"]) == 4
    (record,) = read_attempts(attempt.learner)
    assert [answer.points for answer in record.answers] == [2] * 4


def test_where_every_question_was_withdrawn_whoever_submits_has_all_points(activity):
    for each in quiz_of("aaaabbbb").questions:
        correct_question(
            activity=activity,
            question_id=each.id,
            kind=CorrectionKind.WITHDRAWN,
            fault=Fault.OTHER,
            reason="Nobody taught it.",
            actor=ACTOR,
        )
    finished = submit_attempt(attempt=begin(activity=activity), actor=ACTOR)
    assert (finished.points, finished.score, finished.is_passed) == (8, 100, True)
