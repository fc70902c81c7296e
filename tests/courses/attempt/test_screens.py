"""The quiz screens over HTTP."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail_factories import ImageFactory

from assessments.attempt import mark_at_once, save_answer
from assessments.models import Attempt, Response
from assessments.question import Picture
from assessments.version import freeze_version
from learning.models import Activity, Module
from learning.records.enrolment import withdraw
from tests.courses.attempt.form import ALL_KINDS, JSON, address, form_of
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory
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
        attempt = finish(begin(definition(attempts_allowed=1)), right=False)
        client.force_login(attempt.learner)
        client.post(reverse("attempt_start", args=[attempt.activity.key]))
        page = client.get(address("attempt_result", attempt))
        assert "You have used all attempts" in page.text
        form = f"/en/contact/write/?subject=training&amp;about={attempt.activity.key}"
        assert f'<a href="{form}">write to us</a>.' in page.text
        assert "Read again first" not in page.text  # before what?

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
        quiz, form = address("attempt", attempt), form_of(attempt)
        for headers, back in (
            (JSON, reverse("my_learning")),
            (JSON | {"referer": f"http://testserver{quiz}?a=b"}, f"{quiz}%3Fa%3Db"),
        ):
            response = client.post(address("attempt_save", attempt), form, headers=headers)
            assert response.status_code == 401
            html = response.json()["html"]
            assert f'href="{reverse("account_login")}?next={back}" target="_blank"' in html

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

    def test_it_says_what_its_marks_mean(self, client, attempt):
        save_answer(attempt=attempt, question_id="id-true_false", answer="true")
        html = client.get(address("attempt", attempt)).content.decode()
        assert '<span class="is-saved"></span>answer saved' in html
        assert 'class="is-saved" href="#' in html
        assert '<span class="is-open"></span>not answered yet' in html
        assert 'class="is-open" href="#' in html
        assert '<span class="is-faulty"></span>needs a correction' in html

    def test_saved_answers_are_there_again(self, client, attempt):
        for kind, answer in RIGHT_ANSWERS.items():
            save_answer(attempt=attempt, question_id=f"id-{kind}", answer=answer)
        html = client.get(address("attempt", attempt)).content.decode()
        assert html.count(" checked>") == 4
        assert html.count(" selected>") == 7
        assert 'value="216 000" maxlength="500"' in html

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


ONE_OPEN = [
    ("en", "You can go back to it."),
    ("es", "Puedes volver a ella."),
    ("it", "Puoi tornarci."),
    ("he", "אפשר לחזור אליה."),
    ("ar", "يمكنك العودة إليه."),
]


class TestFinish:
    @pytest.mark.parametrize(("language", "words"), ONE_OPEN)
    def test_one_open_question_is_spoken_of_as_one(self, client, language, words):
        attempt = begin(definition(1))
        client.force_login(attempt.learner)
        with override(language):
            html = client.get(address("attempt_finish", attempt)).text
        assert words in html

    def test_one_answer_that_seems_wrong_is_spoken_of_as_one(self, client):
        attempt = begin(definition([question("numeric")]))
        client.force_login(attempt.learner)
        client.post(address("attempt_save", attempt), form_of(attempt, numeric="many"))
        html = client.get(address("attempt_finish", attempt)).text
        assert "You can go back and correct it." in html


class TestAtOnce:
    @pytest.fixture
    def attempt(self, client):
        attempt = begin(definition(2, show_answers="at_once"))
        client.force_login(attempt.learner)
        return attempt

    def test_checking_an_answer_shows_its_key_alone(self, client, attempt):
        data = {"was-id-0": "", "q-id-0": "wrong", "step": "mark:id-0"}
        response = client.post(address("attempt_save", attempt), data, follow=True)
        assert response.redirect_chain[0][0] == (
            f"{address('attempt', attempt)}#question-1-verdict"
        )
        html = response.content.decode()
        assert html.count("Too early.") == 1
        assert html.count("data-question=") == 1
        assert 'id="question-1-verdict" tabindex="-1"' in html

    def test_a_checked_answer_cannot_be_changed(self, client, attempt):
        save_answer(attempt=attempt, question_id="id-0", answer="wrong")
        mark_at_once(attempt=attempt, question_id="id-0")
        data = {"was-id-0": "", "q-id-0": "right"}
        client.post(address("attempt_save", attempt), data)
        assert Response.objects.get().answer == "wrong"


class TestResult:
    def test_nobody_submits_the_attempt_of_another(self, client, attempt):
        client.force_login(UserFactory())
        assert client.post(address("attempt_submit", attempt)).status_code == 404
        assert Attempt.objects.get().is_open

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
        shown = BeautifulSoup(html, "html.parser").select("ol.questions > li")
        assert len(shown) == len(ALL_KINDS)
        assert all(each.select("ul > li, dl > div > dd") for each in shown)  # lists for ears too

    def test_who_has_passed_is_led_on_and_may_try_again(self, client, attempt):
        lesson = ActivityFactory(module=attempt.activity.module, position=9)
        Activity.objects.filter(pk=lesson.pk).update(paths={"en": "next/"})
        finish(attempt)
        html = client.get(address("attempt_result", attempt)).text
        main = html.split("<main")[1]
        assert 'class="button" href="/en/next/"' in main
        assert main.count('class="button"') == 1
        assert 'class="button button-quiet" type="submit">Try again' in main

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
        freeze_version(activity=activity, language="en", definition=definition(asked))
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
        freeze_version(
            activity=activity, language="en", definition=definition([question()], title="Rewritten")
        )
        activity.retired_at = timezone.now()
        activity.titles = activity.paths = {}
        activity.save()
        html = client.get(address("attempt_result", attempt)).content.decode()
        assert "Rewritten" not in html
        assert html.count("Because.") == len(ALL_KINDS)
        assert "Try again" not in html

    def test_a_pass_that_waits_for_the_order_says_so(self, client, attempt):
        Activity.objects.update(position=1)
        ActivityFactory(module=attempt.activity.module, position=0)
        Module.objects.update(in_sequence=True)
        finish(attempt)
        html = client.get(address("attempt_result", attempt)).text
        assert "as soon as you have completed what comes before the quiz" in html
        assert "The quiz is done." not in html
        assert "Try again" not in html

    def test_a_pass_of_somebody_who_has_withdrawn_waits_for_the_return(self, client, attempt):
        withdraw(learner=attempt.learner, module=attempt.activity.module, actor=ACTOR)
        finish(attempt)
        html = client.get(address("attempt_result", attempt)).text
        assert "It counts as soon as you come back to the module." in html
        assert "The quiz is done." not in html

    def test_a_pass_in_a_quiz_that_is_offline_stays(self, client, attempt):
        Activity.objects.update(retired_at=timezone.now())
        finish(attempt)
        html = client.get(address("attempt_result", attempt)).text
        assert "It counts as soon as nothing stands in its way." in html

    def test_an_open_attempt_has_none_yet(self, client, attempt):
        response = client.get(address("attempt_result", attempt))
        assert response.url == address("attempt", attempt)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("questions", [1, 30])
@pytest.mark.parametrize(("answer", "to_submit", "to_read"), [("wrong", 8, 7), ("right", 16, 8)])
def test_the_number_of_queries_does_not_grow(client, questions, answer, to_submit, to_read):
    """The right answers also finish the module and its track; the result offers the next module."""
    activity = QuizActivityFactory(quiz=definition(questions))
    learner = enrolled_learner(activity)
    client.force_login(learner)
    start = reverse("attempt_start", args=[activity.key])
    client.get(start)  # from here on, the module is kept
    client.get("/en/my-learning/")  # and menus are
    with assert_queries(10):
        client.post(start)
    attempt = Attempt.objects.get()
    with assert_queries(3):
        client.get(address("attempt", attempt))
    data = {}
    for n in range(questions):
        data |= {f"was-id-{n}": "", f"q-id-{n}": answer}
    with assert_queries(4):
        client.post(address("attempt_save", attempt), data, headers=JSON)
    with assert_queries(3):
        client.get(address("attempt_finish", attempt))
    with assert_queries(to_submit):
        client.post(address("attempt_submit", attempt))
    with assert_queries(to_read):
        client.get(address("attempt_result", attempt))
