"""Answers saved as they are given, over HTTP."""

import re

import pytest

from assessments.attempt import mark_at_once, save_answer
from assessments.giving import give_time
from assessments.models import Attempt, Response
from tests.courses.attempt.form import JSON, address, form_of
from tests.factories.actors import ACTOR
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    RIGHT_ANSWERS,
    begin,
    definition,
    finish,
    question,
)
from tests.html import assert_valid_html
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def test_a_form_saves_and_comes_back(client, attempt):
    data = form_of(attempt, short_answer="Malaga", single_choice="right", step="save")
    response = client.post(address("attempt_save", attempt), data)
    assert response.url == address("attempt", attempt)
    assert dict(Response.objects.values_list("question_id", "answer")) == {
        "id-short_answer": "Malaga",
        "id-single_choice": "right",
    }


def test_enter_without_scripts_leads_back_to_the_question(client, attempt):
    numbers = {asked.question.id: asked.number for asked in attempt.asked}
    data = form_of(attempt, short_answer="Malaga") | {"step": "stay"}
    response = client.post(address("attempt_save", attempt), data)
    number = numbers["id-short_answer"]
    assert response.url == f"{address('attempt', attempt)}#question-{number}"
    unchanged = client.post(address("attempt_save", attempt), {"step": "stay"})
    assert unchanged.url == address("attempt", attempt)


def test_the_page_asks_what_time_is_left(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempt = begin(definition(time_limit=2))
    client.force_login(attempt.learner)
    url = address("attempt_time", attempt)
    assert client.get(url, headers=JSON).json() == {"seconds_left": 120}
    give_time(
        learner=attempt.learner, activity=attempt.activity, minutes=5, actor=ACTOR, reason="Why."
    )
    with assert_queries(2):
        assert client.get(url, headers=JSON).json() == {"seconds_left": 420}
    time_machine.shift(419.5)
    assert client.get(url, headers=JSON).json() == {"seconds_left": 1}
    time_machine.shift(60)
    assert client.get(url, headers=JSON).json() == {"seconds_left": 0}
    assert not Attempt.objects.get().is_open
    client.force_login(UserFactory())
    assert client.get(url, headers=JSON).status_code == 404


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("numeric", "many", "write a number in digits"),
        ("ordering", {"i1": 1, "i2": 1}, "same position"),
    ],
)
def test_an_answer_that_seems_wrong_is_named_before_submitting(
    client, attempt, kind, answer, words
):
    save_answer(attempt=attempt, question_id=f"id-{kind}", answer=answer)
    html = assert_valid_html(client.get(address("attempt_finish", attempt)))
    assert words in html
    assert html.count("answer saved") == 0
    html = client.get(address("attempt", attempt)).content.decode()
    assert words in html
    number = next(a.number for a in attempt.asked if a.question.id == f"id-{kind}")
    assert f'<a class="is-faulty" href="#question-{number}"' in html
    assert 'is-saved" href' not in html


def test_when_all_are_answered_the_wrong_looking_one_is_the_headline(client):
    attempt = begin(definition([question("numeric")]))
    client.force_login(attempt.learner)
    save_answer(attempt=attempt, question_id="id-numeric", answer="many")
    html = assert_valid_html(client.get(address("attempt_finish", attempt)))
    assert "1 answer needs another look" in html
    back = f'<a class="button" href="{address("attempt", attempt)}#question-1">Go to question 1'
    assert back in html
    assert html.index(back) < html.index("Submit my answers</button>")


def test_finishing_saves_and_shows_what_is_unanswered(client, attempt):
    data = form_of(attempt, short_answer="Malaga") | {"step": "finish"}
    response = client.post(address("attempt_save", attempt), data, follow=True)
    assert response.redirect_chain == [(address("attempt_finish", attempt), 302)]
    assert "7 questions are still unanswered" in assert_valid_html(response)


@pytest.mark.parametrize(
    ("kind", "part"), [("matching", {"p2": "p2"}), ("ordering", {"i1": 1, "i3": 3})]
)
def test_a_question_answered_in_part_is_named_before_submitting(client, kind, part):
    attempt = begin(definition([question(), question(kind)], shuffle_questions=False))
    client.force_login(attempt.learner)
    save_answer(attempt=attempt, question_id=f"id-{kind}", answer=part)
    html = assert_valid_html(client.get(address("attempt_finish", attempt)))
    assert "2 questions are not fully answered yet" in html
    assert html.count("not answered yet<") == html.count("answered only in part<") == 1

    save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
    html = assert_valid_html(client.get(address("attempt_finish", attempt)))
    assert "1 question is not fully answered yet" in html
    back = f'<a class="button" href="{address("attempt", attempt)}#question-2">Go to question 2'
    assert back in html
    assert html.index(back) < html.index("Submit my answers</button>")

    save_answer(attempt=attempt, question_id=f"id-{kind}", answer=RIGHT_ANSWERS[kind])
    html = client.get(address("attempt_finish", attempt)).content.decode()
    assert "Every question is answered" in html
    assert '<button class="button" type="submit">Submit my answers' in html


def test_what_was_marked_in_part_asks_for_nothing_more(client):
    attempt = begin(definition([question("matching")], show_answers="at_once"))
    client.force_login(attempt.learner)
    save_answer(attempt=attempt, question_id="id-matching", answer={"p2": "p2"})
    mark_at_once(attempt=attempt, question_id="id-matching")
    html = client.get(address("attempt_finish", attempt)).content.decode()
    assert "Every question is answered" in html


def test_a_script_gets_json(client, attempt, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    data = form_of(attempt, short_answer="Malaga")
    response = client.post(address("attempt_save", attempt), data, headers=JSON)
    assert response.status_code == 200
    assert response.json()["seconds_left"] is None
    assert list(response.json()["was"]) == ["id-short_answer"]
    assert response.json()["time"] == "12:00 CEST"


def test_a_tab_left_behind_overwrites_nothing(client, attempt):
    stale = form_of(attempt, numeric="5")
    save_answer(attempt=attempt, question_id="id-short_answer", answer="Malaga")
    client.post(address("attempt_save", attempt), stale)
    given = dict(Response.objects.values_list("question_id", "answer"))
    assert given == {"id-short_answer": "Malaga", "id-numeric": "5"}


def test_an_emptied_answer_is_taken_back(client, attempt):
    save_answer(attempt=attempt, question_id="id-short_answer", answer="Malaga")
    html = client.get(address("attempt", attempt)).content.decode()
    was = re.search(r'name="was-id-short_answer" value="(\w+)"', html)[1]
    data = {"was-id-short_answer": was, "q-id-short_answer": ""}
    client.post(address("attempt_save", attempt), data)
    assert not Response.objects.exists()


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_huge_answer_is_refused_and_the_rest_saved(client, attempt, headers):
    data = form_of(attempt, short_answer="a" * 10_000, single_choice="right")
    response = client.post(address("attempt_save", attempt), data, headers=headers)
    assert response.status_code == 422
    assert "10000 characters" in response.content.decode()
    assert [r.question_id for r in Response.objects.all()] == ["id-single_choice"]
    if not headers:
        assert "a" * 10_000 in response.content.decode()


def test_a_refused_answer_is_refused_again(client, attempt):
    data = form_of(attempt, short_answer="a" * 10_000)
    html = assert_valid_html(client.post(address("attempt_save", attempt), data))
    assert 'name="was-id-short_answer" value=""' in html
    assert "<title>Error: " in html
    assert 'tabindex="-1" autofocus' in html


@pytest.mark.parametrize("headers", [{}, JSON])
def test_an_unknown_question_is_a_bad_request(client, attempt, headers):
    data = {"was-other": "", "q-other": "x", "was-id-numeric": "", "q-id-numeric": "5"}
    response = client.post(address("attempt_save", attempt), data, headers=headers)
    assert response.status_code == 400
    assert "not part of the quiz" in response.content.decode()
    assert not Response.objects.exists()


def test_nul_bytes_and_foreign_values_do_no_harm(client, attempt):
    data = form_of(
        attempt,
        short_answer="Mal\x00aga",
        numeric="\x00",
        single_choice="\x00",
        multiple_choice=["x", "\x00"],
        true_false="maybe",
    ) | {"q-id-matching-p1": "\x00", "step": "mark:\x00"}
    assert client.post(address("attempt_save", attempt), data).status_code == 302
    assert Response.objects.get().answer == "Malaga"


@pytest.mark.parametrize("headers", [{}, JSON])
def test_after_the_submission_it_says_so(client, attempt, headers):
    finish(attempt)
    data = form_of(attempt, short_answer="Genoa")
    response = client.post(address("attempt_save", attempt), data, headers=headers)
    assert response.status_code == 409
    assert address("attempt_result", attempt) in response.content.decode()
    assert Response.objects.get(question_id="id-short_answer").answer == "malaga"


def test_after_the_deadline_what_was_saved_counts(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempt = begin(definition(time_limit=1))
    save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
    time_machine.shift(120)
    client.force_login(attempt.learner)
    data = form_of(attempt, single_choice="wrong")
    assert client.post(address("attempt_save", attempt), data).status_code == 409
    assert Attempt.objects.get().score == 100


def test_the_result_has_the_clock_of_saving(client, attempt, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    finish(attempt)
    html = client.get(address("attempt_result", attempt)).content.decode()
    assert "submitted on 4 May 2026 at 12:00 CEST" in html


def test_the_result_says_that_the_time_was_up(client, time_machine):
    words = "The time was up."
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempt = begin(definition(time_limit=1))
    client.force_login(attempt.learner)
    time_machine.shift(120)
    assert words in client.get(address("attempt", attempt), follow=True).content.decode()
    in_time = finish(begin(learner=attempt.learner, activity=attempt.activity))
    assert words not in client.get(address("attempt_result", in_time)).content.decode()


def test_an_attempt_of_a_number_that_no_database_holds_is_not_found(client, attempt):
    client.force_login(attempt.learner)
    assert client.post(f"/en/learn/attempts/{10**22}/submit/").status_code == 404
