"""Once passed, the screens say the same whatever becomes of the mark, in every language."""

import re

import pytest
from django.conf import settings

from assessments.attempt import start_attempt, submit_attempt
from assessments.models import Attempt, Pass
from content.languages.trees import mirror_pages
from courses.models import ModulePage, QuizPage
from learning.models import Completion, Enrolment, TrackEnrolment
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import QuizPageFactory
from tests.factories.training import activity_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CHANGING = re.compile(r"csrfmiddlewaretoken\W+value=\S+|nonce=\S+|\?v=\w+")


@pytest.fixture(autouse=True)
def moment(time_machine):
    """The screens tell how long ago something was."""
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)


@pytest.fixture
def quiz(publishing):
    with publishing():
        quiz = QuizPageFactory(pass_mark=70, attempts_allowed=3)
        mirror_pages()
    return quiz


@pytest.fixture
def learner(quiz):
    """Somebody who had 58 per cent three times, and failed."""
    activity = activity_of(quiz)
    learner = EnrolmentFactory(module=activity.module).learner
    for _time in range(3):
        attempt = start_attempt(learner=learner, activity=activity, language="en", actor=ACTOR)
        submit_attempt(attempt=attempt, actor=ACTOR)
    Attempt.objects.update(points_numerator=29, points_denominator=50, score=58)
    return learner


def screens(client, admin_client, quiz, learner):
    """The words of every screen that speaks of the quiz, by language and screen."""
    client.force_login(learner)
    words = {}
    for language in LANGUAGES:
        page = QuizPage.objects.get(
            translation_key=quiz.translation_key, locale__language_code=language
        )
        module = ModulePage.objects.get(pk=page.get_parent().pk)
        addresses = {"quiz": page.url, "module": module.url}
        addresses["my learning"] = f"/{language}/my-learning/"
        for attempt in learner.attempts.all():
            addresses[f"result {attempt.number}"] = (
                f"/{language}/learn/attempts/{attempt.pk}/result/"
            )
        for name, address in addresses.items():
            response = client.get(address)
            assert response.status_code == 200, address
            words[language, name] = CHANGING.sub("", response.text)
    report = admin_client.get(f"/admin/reports/completion/learners/{learner.pk}/").text
    words["trainer"] = CHANGING.sub("", report[report.index("<main") :])
    return words


def records():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Pass, Completion, Enrolment, TrackEnrolment, Attempt)
    ]


def publish(quiz, publishing, **rules):
    for name, value in rules.items():
        setattr(quiz, name, value)
    with publishing():
        quiz.save_revision().publish()


def test_the_mark_at_55_and_then_at_90(client, admin_client, quiz, learner, publishing):
    publish(quiz, publishing, pass_mark=55)
    (kept,) = records()[1]
    assert kept["completed_at"] == learner.attempts.get(number=1).submitted_at
    before, told = records(), screens(client, admin_client, quiz, learner)
    publish(quiz, publishing, pass_mark=90)
    assert records() == before
    again = screens(client, admin_client, quiz, learner)
    for name, words in told.items():
        assert words.splitlines() == again[name].splitlines(), name


def test_every_screen_says_passed(client, admin_client, quiz, learner, publishing):
    publish(quiz, publishing, pass_mark=55)
    publish(quiz, publishing, pass_mark=90)
    told = screens(client, admin_client, quiz, learner)
    assert "You passed this quiz on" in told["en", "quiz"]
    assert "not passed" not in told["en", "quiz"]
    assert "58 %, 55 % to pass" in told["en", "my learning"]
    assert "Not passed yet" not in told["en", "my learning"]
    assert "Not passed" not in told["en", "result 3"]
    assert "not passed" not in told["trainer"]
    assert "55 % needed" in told["trainer"]


@pytest.mark.parametrize("rules", [{"grading_method": "last"}, {"grading_method": "average"}])
def test_another_method_says_passed_too(client, admin_client, quiz, learner, publishing, rules):
    publish(quiz, publishing, pass_mark=55)
    publish(quiz, publishing, pass_mark=90, **rules)
    told = screens(client, admin_client, quiz, learner)
    assert "You passed this quiz on" in told["en", "quiz"]
    assert "58 %, 55 % to pass" in told["en", "my learning"]
