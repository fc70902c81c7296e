"""The quiz before it is begun, and its attempts when the page changes."""

from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.models import Attempt
from learning.models import Completion
from tests.factories.pages import ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import begin, change_rules, enrolled_learner
from tests.factories.training import activity_of, publish
from tests.html import assert_valid_html
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db
QUESTION = ("true_false", {"prompt": "<p>Is it?</p>", "points": 1, "is_true": True})


def published_quiz(**fields):
    return publish(lambda: QuizPageFactory(**{"attempts_allowed": 2, **fields}))


def take(quiz, learner, right=True):
    """A finished attempt of `learner` at the quiz page's only question of single choice."""
    attempt = begin(learner=learner, activity=activity_of(quiz))
    (asked,) = attempt.asked
    chosen = next(o.id for o in asked.question.options if o.is_correct == right)
    attempt.responses.create(
        question_id=asked.question.id, answer=chosen, saved_at=attempt.started_at
    )
    return attempt


@pytest.fixture
def quiz():
    return published_quiz()


@pytest.fixture
def learner(client, quiz):
    learner = enrolled_learner(activity_of(quiz))
    client.force_login(learner)
    return learner


def page(client, quiz):
    return assert_valid_html(client.get(quiz.url))


class TestBefore:
    def test_it_says_what_comes_and_has_one_button(self, client, quiz, learner):
        html = page(client, quiz)
        assert "Start the quiz" in html
        assert "0 of 2" in html
        assert "What happens" in html
        assert "Your best attempt counts." in html
        assert "Which step comes first?" not in html

    def test_an_open_attempt_is_continued(self, client, quiz, learner):
        begin(learner=learner, activity=activity_of(quiz))
        html = page(client, quiz)
        assert "Continue your attempt" in html
        assert "Start" not in html

    def test_results_are_listed_and_another_attempt_offered(
        self, client, quiz, learner, time_machine
    ):
        time_machine.move_to("2026-05-04T10:00:00.123456+00:00", tick=False)
        attempt = take(quiz, learner, right=False)
        client.post(reverse("attempt_submit", args=[attempt.pk]))
        html = page(client, quiz)
        assert "Start another attempt" in html
        assert reverse("attempt_result", args=[attempt.pk]) in html
        assert "not passed" in html
        assert '<time datetime="2026-05-04">4 May 2026</time>' in html

    def test_passed_and_used_up_are_said(self, client, quiz, learner):
        for right in (False, True):
            attempt = take(quiz, learner, right=right)
            client.post(reverse("attempt_submit", args=[attempt.pk]))
        html = page(client, quiz)
        assert "You passed this quiz on " in html
        assert "You have used all attempts." in html
        assert "write to us" not in html
        assert "Back to the module" in html
        assert "<form" not in html.split("<article")[1].split("</article>")[0]

    def test_who_has_used_up_all_attempts_is_led_to_the_module(self, client, quiz, learner):
        for _number in range(2):
            attempt = take(quiz, learner, right=False)
            client.post(reverse("attempt_submit", args=[attempt.pk]))
        html = page(client, quiz)
        assert "You have used all attempts." in html
        form = f"/en/contact/write/?subject=training&amp;about={activity_of(quiz).key}"
        assert f'<a href="{form}">write to us</a>.' in html
        assert activity_of(quiz).title in assert_valid_html(client.get(unescape(form)))
        assert "Back to the module" in html
        assert "What happens" not in html

    @pytest.mark.parametrize("language", dict(settings.LANGUAGES))
    def test_more_attempts_used_than_allowed_now_are_told_apart(
        self, client, quiz, learner, language
    ):
        for _number in range(2):
            attempt = take(quiz, learner, right=False)
            client.post(reverse("attempt_submit", args=[attempt.pk]))
        change_rules(activity_of(quiz), attempts_allowed=1)
        html = client.get(f"/{language}{quiz.url.removeprefix('/en')}").text
        with override(language):
            assert _("attempts used; allowed now: %(allowed)s") % {"allowed": 1} in html
            assert _("%(used)s of %(allowed)s") % {"used": 2, "allowed": 1} not in html

    def test_time_and_rules_are_told(self, client):
        quiz = published_quiz(
            time_limit=15, show_answers="never", grading_method="last", attempts_allowed=None
        )
        client.force_login(enrolled_learner(activity_of(quiz)))
        html = page(client, quiz)
        assert "minutes, no more" in html
        assert "any number" in html
        assert "The right answers are not shown." in html
        assert "The last attempt counts." in html

    @pytest.mark.parametrize("held", [3, 5])
    def test_a_quiz_that_draws_tells_how_many_it_asks(self, client, held):
        quiz = published_quiz(questions=[QUESTION] * held, questions_per_lesson=3)
        client.force_login(enrolled_learner(activity_of(quiz)))
        html = page(client, quiz)
        assert "<bdi>3</bdi></dd>" in html
        assert ("Another attempt brings new questions" in html) == (held > 3)

    def test_others_are_told_how_to_get_in(self, client, quiz):
        assert client.get(quiz.url).status_code in (302, 403)
        client.force_login(UserFactory())
        response = client.get(quiz.url)
        assert response.status_code == 403
        assert "Start the quiz" not in response.content.decode()

    def test_a_preview_shows_the_quiz_being_written(self, rf, quiz):
        quiz.questions.append(QUESTION)
        request = rf.get("/")
        html = quiz.serve_preview(request, "").render().content.decode()
        assert "<bdi>2</bdi></dd>" in html
        assert "Start the quiz" not in html


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
@pytest.mark.parametrize("questions", [1, 30])
def test_the_number_of_queries_does_not_grow(client, questions):
    quiz = published_quiz(questions=[QUESTION] * questions)
    client.force_login(enrolled_learner(activity_of(quiz)))
    client.get(quiz.url)
    with assert_queries(5):
        client.get(quiz.url)


class TestHistory:
    """Nothing that an editor does to the page changes what a learner has."""

    @pytest.fixture
    def attempt(self, client, quiz, learner):
        attempt = take(quiz, learner)
        client.post(reverse("attempt_submit", args=[attempt.pk]))
        return attempt

    def change(self, quiz):
        quiz.questions[0].value["prompt"].source = "<p>Something else</p>"
        quiz.questions[0].value["options"][0]["is_correct"] = False
        quiz.questions[0].value["options"][1]["is_correct"] = True
        quiz.pass_mark = 100
        quiz.save_revision().publish()

    def empty(self, quiz):
        quiz.questions = []
        quiz.save()

    def move(self, quiz):
        track = quiz.get_parent().get_parent().specific
        quiz.move(ModulePageFactory(parent=track), pos="last-child")

    @pytest.mark.parametrize(
        "action",
        [
            change,
            empty,
            move,
            lambda self, quiz: quiz.unpublish(),
            lambda self, quiz: quiz.get_parent().specific.unpublish(),
        ],
    )
    def test_result_and_completion_stay(self, client, quiz, attempt, action):
        publish(lambda: action(self, quiz))
        html = assert_valid_html(client.get(reverse("attempt_result", args=[attempt.pk])))
        assert "Which step comes first?" in html
        assert "100 %" in html
        assert Completion.objects.count() == 1

    @pytest.mark.parametrize("action", [change, move, lambda self, quiz: quiz.unpublish()])
    def test_an_open_attempt_can_be_finished(self, client, quiz, learner, action):
        attempt = take(quiz, learner)
        publish(lambda: action(self, quiz))
        html = assert_valid_html(client.get(reverse("attempt", args=[attempt.pk])))
        assert "Which step comes first?" in html
        client.post(reverse("attempt_submit", args=[attempt.pk]))
        assert Attempt.objects.get().score == 100

    def test_a_copied_module_starts_without_answers(self, client, quiz, attempt):
        module = quiz.get_parent().specific
        copy = publish(
            lambda: module.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})
        )
        activity = activity_of(copy.get_children().get())
        assert activity.pk != attempt.activity_id
        assert not activity.attempts.exists()
        own = begin(activity=activity, learner=enrolled_learner(activity))
        assert own.asked[0].question.id == attempt.asked[0].question.id
        assert not own.responses.exists()


def test_the_preview_shows_every_question_as_learners_meet_it(client):
    client.force_login(UserFactory(groups=["Editors"]))
    quiz = QuizPageFactory(live=False)
    quiz.save_revision()
    html = assert_valid_html(client.get(reverse("wagtailadmin_pages:view_draft", args=[quiz.pk])))
    assert "Which step comes first?" in html
    assert "The tender" in html
    assert "Too early." not in html  # the feedback comes with the result
