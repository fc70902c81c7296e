"""What was completed, on paper; and what a learner left, with the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.records.completion import complete_activity
from learning.records.enrolment import withdraw
from learning.records.excuse import excuse_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, finish
from tests.html import assert_valid_html
from tests.reporting.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def learner(client):
    learner = UserFactory(first_name="Elena", last_name="Ejemplo")
    client.force_login(learner)
    return learner


def test_it_holds_tracks_modules_dates_minutes_and_scores(client, learner):
    module = ModuleFactory(titles={"en": "Pumps"}, track__titles={"en": "For firms"})
    lesson, spared = ActivityFactory.create_batch(2, module=module, minutes=20)
    quiz = QuizActivityFactory(module=module, minutes=5, titles={"en": "Final"})
    EnrolmentFactory(learner=learner, module=module)
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    excuse_activity(learner=learner, activity=spared, actor=ACTOR, reason="Known.")
    finish(begin(learner=learner, activity=quiz))
    for query in ("", "?print=1"):
        response = client.get(reverse("my_record") + query)
        assert_valid_html(response)
        words = words_of(response)
        for told in (
            "Elena Ejemplo",
            "For firms Completed on",
            "Pumps Completed on",
            "25 minutes",
            "Final : 100 %",
            f"Excused from “{spared.title}”",
        ):
            assert told in words
        assert ("js/print" in response.text) is ("press Ctrl+P" in words) is bool(query)
    assert reverse("my_record") in client.get(reverse("my_learning")).text


def test_before_anything_is_completed_it_says_what_will_stand_there(client, learner):
    response = client.get(reverse("my_record"))
    assert_valid_html(response)
    assert "Nothing is completed yet." in words_of(response)


def test_who_left_finds_the_way_back(client, learner):
    closed = ModuleFactory(closes_at=timezone.now() - timedelta(days=1))
    gone = ModuleFactory(retired_at=timezone.now())
    module, done = ModuleFactory.create_batch(2)
    for each in (closed, gone, module, done):
        EnrolmentFactory(
            learner=learner,
            module=each,
            withdrawn_at=timezone.now(),
            completed_at=timezone.now() if each == done else None,
        )
    response = client.get(reverse("my_learning"))
    html = assert_valid_html(response)
    _before, left = words_of(response).split("Modules that you left")
    assert module.title in left
    assert "The module closed on" in left
    assert f"{gone.title} left on" in left
    assert "This is no longer offered." in left
    assert done.title not in left
    ways = [reverse("module_enrol", args=[each.key]) in html for each in (module, closed, gone)]
    assert ways == [True, False, False]
    client.post(reverse("module_enrol", args=[module.key]))
    assert learner.enrolments.get(module=module).is_active
    withdraw(learner=learner, module=module, actor=ACTOR)
