"""How each question of a quiz was answered."""

import pytest
from django.urls import reverse

from assessments.models import Attempt, QuizVersion
from reporting.questions import quizzes_by_module, read_question_results
from tests.assessments.test_correction import answered, quiz
from tests.factories.quizzes import begin
from tests.reporting.test_completion_report import person_with

__all__ = ["quiz"]
pytestmark = pytest.mark.django_db


def test_points_are_of_those_who_were_asked(quiz):
    answered(quiz, "right", "wrong")
    answered(quiz, "right", None)
    only_first = answered(quiz, "wrong", None)
    Attempt.objects.filter(pk=only_first.pk).update(layout={"questions": ["id-0"], "parts": {}})
    begin(activity=quiz)  # not submitted: it does not count
    first, second = read_question_results(quiz)
    assert (first.asked, first.answered, first.percent) == (3, 3, 66)
    assert (second.asked, second.answered, second.percent) == (2, 1, 0)


def test_a_question_that_nobody_was_asked_has_no_per_cent(quiz):
    assert [result.percent for result in read_question_results(quiz)] == [None, None]


def test_a_version_that_cannot_be_read_stops_nothing(quiz):
    QuizVersion.objects.create(
        activity=quiz,
        language="es",
        digest="x",
        definition={"v": 99},
        published_at=QuizVersion.objects.get().published_at,
    )
    assert len(read_question_results(quiz)) == 2


def test_it_takes_as_many_queries_for_one_attempt_as_for_three(quiz, django_assert_num_queries):
    for _attempt in range(3):
        with django_assert_num_queries(4):
            read_question_results(quiz)
        answered(quiz, "right", "wrong")


def test_pages(client, quiz):
    client.force_login(person_with("access_admin", "view_enrolment"))
    assert quizzes_by_module() == [(quiz.module, [quiz])]
    assert reverse("question_results", args=[quiz.key]) in client.get(reverse("quiz_choice")).text
    assert (
        "What about single_choice?" in client.get(reverse("question_results", args=[quiz.key])).text
    )


def test_an_empty_portal_says_so(client):
    client.force_login(person_with("access_admin", "view_enrolment"))
    assert "No quiz is published yet." in client.get(reverse("quiz_choice")).text
