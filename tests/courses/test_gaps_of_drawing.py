"""What a quiz lacks that asks so many questions for each lesson."""

from itertools import zip_longest

import pytest

from content.gaps.registry import declared_gaps
from tests.courses.test_gaps import choice, messages
from tests.factories.pages import LessonPageFactory, QuizPageFactory

pytestmark = pytest.mark.django_db


def quiz(*points, lessons=(), **fields):
    """A quiz with a question for each of `points`, whose lesson stands in `lessons`."""
    questions = [
        choice(0, points=worth, lesson=lesson) for worth, lesson in zip_longest(points, lessons)
    ]
    return QuizPageFactory.build(parent=None, questions=questions, **fields)


def test_enough_questions_of_equal_points_are_fine():
    assert messages(quiz(1, 1, 1, questions_per_lesson=2)) == []
    assert messages(quiz(1, 5, questions_per_lesson=2)) == []  # all of them are asked
    assert messages(quiz(1, 5, 7)) == []


def test_a_lesson_with_too_few_is_named():
    lesson = LessonPageFactory(title="Who buys")
    page = quiz(1, 1, 1, lessons=[lesson], questions_per_lesson=2)
    (gap,) = declared_gaps(page)
    assert gap.message == "“Who buys”: 2 are to be asked, and there is only 1 question."
    assert gap.field == "questions_per_lesson"
    assert not gap.is_warning
    (gap,) = declared_gaps(quiz(1, questions_per_lesson=2))
    assert "“Questions without a lesson”: 2 are to be asked" in gap.message


def test_unequal_points_are_a_warning():
    (gap,) = declared_gaps(quiz(1, 1, 2, questions_per_lesson=2))
    assert "the questions give different points" in gap.message
    assert gap.is_warning
