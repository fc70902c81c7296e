"""The quiz screens over HTTP."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail_factories import ImageFactory

from assessments.attempt import mark_at_once, save_answer
from assessments.models import Attempt, Response
from assessments.question import Picture
from assessments.version import freeze
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    RIGHT_ANSWERS,
    QuizActivityFactory,
    begin,
    definition,
    enrolled_learner,
    finish,
    question,
)
from tests.html import assert_valid_html
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
ALL_KINDS = [question(kind) for kind in RIGHT_ANSWERS]
JSON = {"accept": "application/json"}


def address(name, attempt):
    return reverse(name, args=[attempt.pk])


def form_of(attempt, **answers):
    """What a browser sends for `answers` ({question id without "id-": value})."""
    data = {f"was-{asked.question.id}": "" for asked in attempt.asked}
    return data | {f"q-id-{key}": value for key, value in answers.items()}


@pytest.fixture
def attempt(client):
    attempt = begin(definition(ALL_KINDS))
    client.force_login(attempt.learner)
    return attempt


class TestStart:
    def test_starting_leads_to_the_questions_and_again_to_the_same(self, client):
        activity = QuizActivityFactory()
        client.force_login(enrolled_learner(activity))
        url = reverse("attempt_start", args=[activity.key])
        first, second = client.post(url), client.post(url)
        assert first.url == second.url == address("attempt", Attempt.objects.get())

    def test_who_is_not_enrolled_is_led_back_to_the_quiz(self, client):
        activity = QuizActivityFactory()
        client.force_login(UserFactory())
        response = client.post(reverse("attempt_start", args=[activity.key]))
        assert response.url == activity.url
        assert not Attempt.objects.exists()

    def test_visitors_are_asked_to_log_in(self, client):
        activity = QuizActivityFactory()
        response = client.post(reverse("attempt_start", args=[activity.key]))
        assert response.url.startswith(reverse("account_login"))

    def test_no_attempts_left_is_said(self, client):
        attempt = finish(begin(definition(attempts_allowed=1)))
        client.force_login(attempt.learner)
        client.post(reverse("attempt_start", args=[attempt.activity.key]))
        page = client.get(address("attempt_result", attempt))
        assert "You have used all attempts" in page.content.decode()

    def test_an_unknown_quiz_is_not_found(self, client):
        client.force_login(UserFactory())
        url = reverse("attempt_start", args=["00000000-0000-0000-0000-000000000000"])
        assert client.post(url).status_code == 404


class TestAccess:
    NAMES = ["attempt", "attempt_save", "attempt_finish", "attempt_submit", "attempt_result"]

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_anothers_attempt_is_not_found(self, client, attempt, name, method):
        client.force_login(UserFactory())
        response = getattr(client, method)(address(name, attempt), form_of(attempt))
        assert response.status_code in (404, 405)
        assert Attempt.objects.get().is_open

    @pytest.mark.parametrize("name", NAMES)
    def test_visitors_are_asked_to_log_in(self, client, attempt, name):
        client.logout()
        response = client.get(address(name, attempt))
        assert response.url.startswith(reverse("account_login"))

    def test_a_script_of_someone_logged_out_gets_401(self, client, attempt):
        client.logout()
        response = client.post(address("attempt_save", attempt), form_of(attempt), headers=JSON)
        assert response.status_code == 401
        assert "Log in again" in response.json()["message"]

    def test_a_number_beyond_all_is_not_found(self, client, attempt):
        assert client.get(f"/en/learn/attempts/{10**30}/").status_code == 404

    @pytest.mark.parametrize(
        ("name", "to"), [("attempt_save", "attempt"), ("attempt_submit", "attempt_finish")]
    )
    def test_reading_an_address_that_takes_forms_leads_on(self, client, attempt, name, to):
        assert client.get(address(name, attempt)).url == address(to, attempt)
        assert Attempt.objects.get().is_open


class TestPlayer:
    def test_it_shows_every_question_and_no_key(self, client, attempt):
        html = assert_valid_html(client.get(address("attempt", attempt)))
        assert html.count("data-question=") == len(ALL_KINDS)
        for secret in ("Because.", "Too early", "threshold of the state", "216000", "Park4Dis."):
            assert secret not in html
        assert 'value="p1"' not in html
        assert "is_correct" not in html

    def test_saved_answers_are_there_again(self, client, attempt):
        for kind, answer in RIGHT_ANSWERS.items():
            save_answer(attempt=attempt, question_id=f"id-{kind}", answer=answer)
        html = client.get(address("attempt", attempt)).content.decode()
        assert html.count(" checked>") == 4
        assert html.count(" selected>") == 6
        assert 'value="216 000"' in html

    def test_the_time_left_comes_from_the_server(self, client, time_machine):
        time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
        attempt = begin(definition(time_limit=20))
        time_machine.shift(90)
        client.force_login(attempt.learner)
        html = client.get(address("attempt", attempt)).content.decode()
        assert 'data-seconds-left="1110"' in html
        assert "19 minutes left" in html

    def test_a_picture_is_shown_and_described_when_it_is_gone(self, client):
        image = ImageFactory()
        attempt = begin(definition([question(picture=Picture(image.pk, "A map of Murcia"))]))
        client.force_login(attempt.learner)
        html = assert_valid_html(client.get(address("attempt", attempt)))
        assert 'alt="A map of Murcia"' in html
        image.delete()
        html = assert_valid_html(client.get(address("attempt", attempt)))
        assert '<p class="muted">A map of Murcia</p>' in html

    def test_a_submitted_attempt_leads_to_its_result(self, client, attempt):
        finish(attempt)
        for name in ("attempt", "attempt_finish"):
            assert client.get(address(name, attempt)).url == address("attempt_result", attempt)


class TestSaving:
    def test_a_form_saves_and_comes_back(self, client, attempt):
        data = form_of(attempt, short_answer="Malaga", single_choice="right", step="save")
        response = client.post(address("attempt_save", attempt), data)
        assert response.url == address("attempt", attempt)
        assert dict(Response.objects.values_list("question_id", "answer")) == {
            "id-short_answer": "Malaga",
            "id-single_choice": "right",
        }

    @pytest.mark.parametrize(
        ("kind", "answer", "words"),
        [
            ("numeric", "many", "write a number in digits"),
            ("ordering", {"i1": 1, "i2": 1}, "same position"),
        ],
    )
    def test_an_answer_that_seems_wrong_is_named_before_submitting(
        self, client, attempt, kind, answer, words
    ):
        save_answer(attempt=attempt, question_id=f"id-{kind}", answer=answer)
        html = assert_valid_html(client.get(address("attempt_finish", attempt)))
        assert words in html
        assert html.count("answer saved") == 0
        assert words in client.get(address("attempt", attempt)).content.decode()

    def test_when_all_are_answered_the_wrong_looking_one_is_the_headline(self, client):
        attempt = begin(definition([question("numeric")]))
        client.force_login(attempt.learner)
        save_answer(attempt=attempt, question_id="id-numeric", answer="many")
        html = assert_valid_html(client.get(address("attempt_finish", attempt)))
        assert "1 answer needs another look" in html
        assert f'href="{address("attempt", attempt)}#question-1">Back to the questions' in html

    def test_finishing_saves_and_shows_what_is_unanswered(self, client, attempt):
        data = form_of(attempt, short_answer="Malaga") | {"step": "finish"}
        response = client.post(address("attempt_save", attempt), data, follow=True)
        assert response.redirect_chain == [(address("attempt_finish", attempt), 302)]
        assert "6 questions are still unanswered" in assert_valid_html(response)

    @pytest.mark.parametrize(
        ("kind", "part"), [("matching", {"p2": "p2"}), ("ordering", {"i1": 1, "i3": 3})]
    )
    def test_a_question_answered_in_part_is_named_before_submitting(self, client, kind, part):
        attempt = begin(definition([question(), question(kind)], shuffle_questions=False))
        client.force_login(attempt.learner)
        save_answer(attempt=attempt, question_id=f"id-{kind}", answer=part)
        html = assert_valid_html(client.get(address("attempt_finish", attempt)))
        assert "2 questions are not fully answered yet" in html
        assert html.count("not answered yet<") == html.count("answered only in part<") == 1

        save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
        html = assert_valid_html(client.get(address("attempt_finish", attempt)))
        assert "1 question is not fully answered yet" in html
        assert f'href="{address("attempt", attempt)}#question-2">Back to the questions' in html

        save_answer(attempt=attempt, question_id=f"id-{kind}", answer=RIGHT_ANSWERS[kind])
        html = client.get(address("attempt_finish", attempt)).content.decode()
        assert "Every question is answered" in html

    def test_what_was_marked_in_part_asks_for_nothing_more(self, client):
        attempt = begin(definition([question("matching")], show_answers="at_once"))
        client.force_login(attempt.learner)
        save_answer(attempt=attempt, question_id="id-matching", answer={"p2": "p2"})
        mark_at_once(attempt=attempt, question_id="id-matching")
        html = client.get(address("attempt_finish", attempt)).content.decode()
        assert "Every question is answered" in html

    def test_a_script_gets_json(self, client, attempt):
        data = form_of(attempt, short_answer="Malaga")
        response = client.post(address("attempt_save", attempt), data, headers=JSON)
        assert response.status_code == 200
        assert response.json()["seconds_left"] is None
        assert list(response.json()["was"]) == ["id-short_answer"]

    def test_a_tab_left_behind_overwrites_nothing(self, client, attempt):
        stale = form_of(attempt, numeric="5")
        save_answer(attempt=attempt, question_id="id-short_answer", answer="Malaga")
        client.post(address("attempt_save", attempt), stale)
        given = dict(Response.objects.values_list("question_id", "answer"))
        assert given == {"id-short_answer": "Malaga", "id-numeric": "5"}

    def test_an_emptied_answer_is_taken_back(self, client, attempt):
        save_answer(attempt=attempt, question_id="id-short_answer", answer="Malaga")
        html = client.get(address("attempt", attempt)).content.decode()
        was = re.search(r'name="was-id-short_answer" value="(\w+)"', html)[1]
        data = {"was-id-short_answer": was, "q-id-short_answer": ""}
        client.post(address("attempt_save", attempt), data)
        assert not Response.objects.exists()

    @pytest.mark.parametrize("headers", [{}, JSON])
    def test_a_huge_answer_is_refused_and_the_rest_saved(self, client, attempt, headers):
        data = form_of(attempt, short_answer="a" * 10_000, single_choice="right")
        response = client.post(address("attempt_save", attempt), data, headers=headers)
        assert response.status_code == 422
        assert "10000 characters" in response.content.decode()
        assert [r.question_id for r in Response.objects.all()] == ["id-single_choice"]
        if not headers:
            assert "a" * 10_000 in response.content.decode()

    def test_a_refused_answer_is_refused_again(self, client, attempt):
        data = form_of(attempt, short_answer="a" * 10_000)
        html = assert_valid_html(client.post(address("attempt_save", attempt), data))
        assert 'name="was-id-short_answer" value=""' in html

    @pytest.mark.parametrize("headers", [{}, JSON])
    def test_an_unknown_question_is_a_bad_request(self, client, attempt, headers):
        data = {"was-other": "", "q-other": "x", "was-id-numeric": "", "q-id-numeric": "5"}
        response = client.post(address("attempt_save", attempt), data, headers=headers)
        assert response.status_code == 400
        assert "not part of the quiz" in response.content.decode()
        assert not Response.objects.exists()

    def test_nul_bytes_and_foreign_values_do_no_harm(self, client, attempt):
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
    def test_after_the_submission_it_says_so(self, client, attempt, headers):
        finish(attempt)
        data = form_of(attempt, short_answer="Genoa")
        response = client.post(address("attempt_save", attempt), data, headers=headers)
        assert response.status_code == 409
        assert address("attempt_result", attempt) in response.content.decode()
        assert Response.objects.get(question_id="id-short_answer").answer == "malaga"

    def test_after_the_deadline_what_was_saved_counts(self, client, time_machine):
        time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
        attempt = begin(definition(time_limit=1))
        save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
        time_machine.shift(120)
        client.force_login(attempt.learner)
        data = form_of(attempt, single_choice="wrong")
        assert client.post(address("attempt_save", attempt), data).status_code == 409
        assert Attempt.objects.get().score == 100

    def test_the_result_says_that_the_time_was_up(self, client, time_machine):
        words = "The time was up."
        time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
        attempt = begin(definition(time_limit=1))
        client.force_login(attempt.learner)
        time_machine.shift(120)
        assert words in client.get(address("attempt", attempt), follow=True).content.decode()
        in_time = finish(begin(learner=attempt.learner, activity=attempt.activity))
        assert words not in client.get(address("attempt_result", in_time)).content.decode()


class TestAtOnce:
    @pytest.fixture
    def attempt(self, client):
        attempt = begin(definition(2, show_answers="at_once"))
        client.force_login(attempt.learner)
        return attempt

    def test_checking_an_answer_shows_its_key_alone(self, client, attempt):
        data = {"was-id-0": "", "q-id-0": "wrong", "step": "mark:id-0"}
        response = client.post(address("attempt_save", attempt), data, follow=True)
        assert response.redirect_chain[0][0] == f"{address('attempt', attempt)}#question-1"
        html = response.content.decode()
        assert html.count("Too early.") == 1
        assert html.count("data-question=") == 1

    def test_a_checked_answer_cannot_be_changed(self, client, attempt):
        save_answer(attempt=attempt, question_id="id-0", answer="wrong")
        mark_at_once(attempt=attempt, question_id="id-0")
        data = {"was-id-0": "", "q-id-0": "right"}
        client.post(address("attempt_save", attempt), data)
        assert Response.objects.get().answer == "wrong"


class TestResult:
    def test_submitting_twice_shows_the_same_result(self, client, attempt):
        url = address("attempt_submit", attempt)
        first = client.post(url)
        submitted_at = Attempt.objects.get().submitted_at
        assert client.post(url).url == first.url == address("attempt_result", attempt)
        assert Attempt.objects.get().submitted_at == submitted_at

    def test_it_shows_answers_key_and_feedback(self, client, attempt):
        finish(attempt)
        html = assert_valid_html(client.get(address("attempt_result", attempt)))
        assert "Passed" in html
        assert "100 %" in html
        assert html.count("Because.") == len(ALL_KINDS)

    @pytest.mark.parametrize(
        ("shown", "right", "is_shown"),
        [
            ("after_submission", False, True),
            ("after_passing", False, False),
            ("after_passing", True, True),
            ("never", True, False),
        ],
    )
    def test_the_key_stays_hidden_as_the_quiz_says(self, client, shown, right, is_shown):
        attempt = finish(begin(definition(ALL_KINDS, show_answers=shown)), right=right)
        client.force_login(attempt.learner)
        html = assert_valid_html(client.get(address("attempt_result", attempt)))
        assert ("Because." in html) is is_shown
        assert ("is-right" in html) is is_shown

    def test_it_leads_back_to_the_lessons_of_what_was_wrong(self, client):
        activity = QuizActivityFactory(quiz=False)
        lesson, other = (
            QuizActivityFactory(module=activity.module, kind="lesson", quiz=False) for _ in "ab"
        )
        asked = [
            question(lesson=str(lesson.key)),
            question("numeric", lesson=str(other.key)),
        ]
        freeze(activity=activity, language="en", definition=definition(asked))
        attempt = begin(activity=activity)
        save_answer(attempt=attempt, question_id="id-numeric", answer="216000")
        finish_url = address("attempt_submit", attempt)
        client.force_login(attempt.learner)
        html = client.post(finish_url, follow=True).content.decode()
        assert lesson.url in html
        assert other.url not in html

    def test_it_stays_readable_when_the_quiz_changed_moved_or_vanished(self, client, attempt):
        finish(attempt)
        activity = attempt.activity
        freeze(
            activity=activity, language="en", definition=definition([question()], title="Rewritten")
        )
        activity.retired_at = timezone.now()
        activity.titles = activity.paths = {}
        activity.save()
        html = client.get(address("attempt_result", attempt)).content.decode()
        assert "Rewritten" not in html
        assert html.count("Because.") == len(ALL_KINDS)
        assert "Try again" not in html

    def test_an_open_attempt_has_none_yet(self, client, attempt):
        response = client.get(address("attempt_result", attempt))
        assert response.url == address("attempt", attempt)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("questions", [1, 30])
@pytest.mark.parametrize(("answer", "to_submit"), [("wrong", 8), ("right", 14)])
def test_the_number_of_queries_does_not_grow(client, questions, answer, to_submit):
    """The right answers also finish the module and its track."""
    activity = QuizActivityFactory(quiz=definition(questions))
    learner = enrolled_learner(activity)
    client.force_login(learner)
    client.get("/en/my-learning/")  # from here on, menus are kept
    start = reverse("attempt_start", args=[activity.key])
    with assert_queries(10):
        client.post(start)
    attempt = Attempt.objects.get()
    with assert_queries(4):
        client.get(address("attempt", attempt))
    data = {}
    for n in range(questions):
        data |= {f"was-id-{n}": "", f"q-id-{n}": answer}
    with assert_queries(5):
        client.post(address("attempt_save", attempt), data, headers=JSON)
    with assert_queries(4):
        client.get(address("attempt_finish", attempt))
    with assert_queries(to_submit):
        client.post(address("attempt_submit", attempt))
    with assert_queries(8):
        client.get(address("attempt_result", attempt))
