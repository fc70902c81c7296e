import pytest

from assessments.choices import GradingMethod
from assessments.models import Attempt
from courses.screens.results import read_results
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
)
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def attempts(activity, learner, *answers):
    for right in answers:
        finish(begin(learner=learner, activity=activity), right=right)


def test_the_score_that_counts_stands_against_the_mark():
    activity = QuizActivityFactory(quiz=definition(grading_method=GradingMethod.BEST))
    learner = enrolled_learner(activity)
    attempts(activity, learner, False, True, False)
    (result,) = read_results(learner)
    assert (result.score, result.attempts, result.is_passed) == (1, 3, True)
    assert result.activity == activity


def test_the_last_attempt_counts_where_the_quiz_says_so_and_takes_no_pass_away():
    activity = QuizActivityFactory(quiz=definition(grading_method=GradingMethod.LAST))
    learner = enrolled_learner(activity)
    attempts(activity, learner, True, False)
    (result,) = read_results(learner)
    assert (result.score, result.percent, result.is_passed) == (0, 100, True)


def test_open_attempts_and_those_of_others_are_not_shown():
    activity = QuizActivityFactory()
    begin(learner=enrolled_learner(activity), activity=activity)
    assert read_results(enrolled_learner(activity)) == []
    assert read_results(UserFactory()) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_results_cost_the_same_however_many(django_assert_num_queries, rows):
    learner = UserFactory()
    for _row in range(rows):
        activity = QuizActivityFactory()
        learner.enrolments.model.objects.filter(
            pk=enrolled_learner(activity).enrolments.get().pk
        ).update(learner=learner)
        attempts(activity, learner, True)
    with django_assert_num_queries(2):
        assert len(read_results(learner)) == rows


def test_my_learning_shows_the_results(client):
    activity = QuizActivityFactory()
    learner = enrolled_learner(activity)
    attempts(activity, learner, False)
    client.force_login(learner)
    response = client.get("/en/my-learning/")
    assert_valid_html(response)
    html = response.content.decode()
    assert "0 %, 70 % to pass" in html
    assert "Not passed yet" in html


def test_my_learning_rounds_a_score_down_as_the_result_does(client):
    activity = QuizActivityFactory()
    learner = enrolled_learner(activity)
    attempts(activity, learner, False)
    Attempt.objects.update(points_numerator=6996, points_denominator=5000)
    client.force_login(learner)
    assert "69 %, 70 % to pass" in client.get("/en/my-learning/").text


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
def test_the_mark_is_the_one_of_now(client):
    activity = QuizActivityFactory()
    learner = enrolled_learner(activity)
    attempts(activity, learner, False)
    client.force_login(learner)
    assert "0 %, 70 % to pass" in client.get("/en/my-learning/").text
    change_rules(activity, pass_mark=80)
    assert "0 %, 80 % to pass" in client.get("/en/my-learning/").text
