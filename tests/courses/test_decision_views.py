"""The pages on which a trainer decides for a learner, and what the learner reads of it."""

from io import BytesIO

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from courses.models import ModulePage
from courses.telling import queue_news
from learning.models import Excuse, HistoryEntry
from learning.records.by_hand import complete_by_hand
from learning.records.completion import complete_activity
from learning.records.excuse import excuse_activity
from notices.sending import send_waiting
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.quizzes import begin, enrolled_learner, finish
from tests.factories.training import activity_of, module_of
from tests.html import assert_valid_html
from tests.reporting.test_completion_report import person_with
from tests.reporting.words import words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
WHY = "The line broke\xa0down."
RIGHTS = ("access_admin", "view_enrolment", "add_excuse", "add_allowance")


@pytest.fixture
def quiz():
    module = ModulePageFactory()
    LessonPageFactory(parent=module, title="Read")
    page = QuizPageFactory(parent=module, title="Final", attempts_allowed=1, time_limit=10)
    return activity_of(page)


@pytest.fixture
def learner(quiz):
    """Has used up the attempt."""
    learner = enrolled_learner(quiz)
    finish(begin(learner=learner, activity=quiz), right=False)
    return learner


@pytest.fixture
def trainer():
    return person_with(*RIGHTS)


def record_of(learner):
    return reverse("learner_record", args=[learner.pk])


def decide(client, learner, quiz, decision, **data):
    address = reverse("decide", args=[learner.pk, quiz.key, decision])
    assert address in client.get(record_of(learner)).text
    assert quiz.title in client.get(address).text
    return client.post(address, data, follow=True)


def test_the_way_of_each_decision(client, trainer, learner, quiz):
    client.force_login(trainer)
    empty = decide(client, learner, quiz, "attempt", reason=" ")
    assert "Write in a sentence why." in empty.text
    done = decide(client, learner, quiz, "attempt", reason=WHY)
    assert "The learner gets an email with your reason." in done.text
    decide(client, learner, quiz, "time", minutes=5, reason=WHY)
    decide(client, learner, quiz, "time-back", reason=WHY)
    decide(client, learner, quiz, "attempt-back", reason=WHY)
    decide(client, learner, quiz, "excuse", reason=WHY)
    words = words_of(client.get(record_of(learner)))
    assert "1 of 2 required activities completed. 1 of them is excused." in words
    assert "excused on" in words
    assert f"by {trainer}" in words
    assert "The line broke down." in words
    decide(client, learner, quiz, "excuse-back", reason=WHY)
    assert HistoryEntry.objects.filter(reason="The line broke down.").count() == 6

    client.force_login(learner)
    mine = words_of(client.get(reverse("my_learning")))
    assert "Decided for you" in mine
    assert "You have more time for “Final”: 5 min." in mine
    assert "Reason: The line broke down." in mine
    assert queue_news() == 6
    send_waiting()
    (told,) = [each for each in mail.outbox if "once more" in each.body]
    assert told.subject == "A decision about “Final”"
    assert "You may try “Final” once more. The reason: The line broke down." in told.body


def test_a_second_click_says_that_it_was_given(client, trainer, learner, quiz):
    client.force_login(trainer)
    address = reverse("decide", args=[learner.pk, quiz.key, "attempt"])
    answers = [client.post(address, {"reason": WHY}, follow=True).text for _click in range(2)]
    assert "Done." in answers[0]
    assert "still has an attempt" in answers[1]


@pytest.mark.parametrize("lacking", ["add_excuse", "add_allowance"])
def test_who_may_not_sees_no_link_and_gets_nowhere(client, learner, quiz, lacking):
    client.force_login(person_with(*(set(RIGHTS) - {lacking})))
    decision = {"add_excuse": "excuse", "add_allowance": "attempt"}[lacking]
    address = reverse("decide", args=[learner.pk, quiz.key, decision])
    assert address not in client.get(record_of(learner)).text
    assert client.post(address, {"reason": WHY}).status_code == 302
    assert not HistoryEntry.objects.exclude(reason="").exists()


def test_nobody_decides_about_themselves(client, trainer, learner, quiz):
    trainer.enrolments.model.objects.filter(learner=learner).update(learner=trainer)
    client.force_login(trainer)
    address = reverse("decide", args=[trainer.pk, quiz.key, "excuse"])
    assert "/admin/learners/" not in client.get(record_of(trainer)).text
    client.post(address, {"reason": WHY})
    assert not Excuse.objects.exists()


def test_screens_and_reports_say_excused(client, trainer, learner, quiz):
    excuse_activity(learner=learner, activity=quiz, actor=ACTOR, reason=WHY)
    client.force_login(learner)
    page = client.get(quiz.url)
    assert_valid_html(page)
    assert "You are excused from this since" in page.text
    assert "A trainer can give you" not in page.text
    assert "Go on: Read" in page.text
    module = words_of(client.get(module_of(ModulePage.objects.get()).url))
    assert "excused on" in module
    attempt = learner.attempts.get()
    result = client.get(reverse("attempt_result", args=[attempt.pk])).text
    assert "You are excused from this quiz. It counts as done." in result
    lesson = quiz.module.activities.first()
    done = client.post(reverse("activity_complete", args=[lesson.key]), follow=True)
    assert "You have completed" in done.text
    assert "1 activity is excused" in words_of(client.get(reverse("my_learning")))

    client.force_login(trainer)
    report = reverse("completion_report")
    assert "2 of 2 1 excused" in words_of(client.get(report))
    lines = b"".join(client.get(f"{report}?export=csv")).decode().splitlines()
    row = dict(zip(*(line.split(",") for line in lines[:2]), strict=False))
    assert (row["Activities completed"], row["Activities excused"]) == ("2", "1")
    matrix = reverse("completion_matrix", args=[quiz.module.key])
    assert "Excused" in words_of(client.get(matrix))
    lines = b"".join(client.get(f"{matrix}?export=csv")).decode().splitlines()
    row = dict(zip(*(line.split(",") for line in lines[:2]), strict=False))
    assert (bool(row["2. Excused on"]), row["2. Final"]) == (True, "")
    figures = words_of(client.get(reverse("completion_summary")))
    assert "1 is completed. In 1 of these an activity is excused." in figures


def test_reports_tell_what_was_completed_by_hand_from_what_was_earned(
    client, trainer, learner, quiz, django_assert_num_queries
):
    lesson = quiz.module.activities.first()
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    client.force_login(trainer)
    report = reverse("completion_report")
    assert "by hand" not in words_of(client.get(report))
    with CaptureQueriesContext(connection) as before:
        client.get(report)
    complete_by_hand(learner=learner, activity=quiz, actor=ACTOR, reason=WHY)
    with django_assert_num_queries(len(before)):
        page = client.get(report)
    assert "2 of 2 1 by hand" in words_of(page)
    assert "1 by hand" in words_of(client.get(reverse("track_completion_report")))
    assert "1 of them was completed by hand." in words_of(client.get(record_of(learner)))
    figures = words_of(client.get(reverse("completion_summary")))
    assert "1 is completed. In 1 of these an activity was completed by hand." in figures
    for address in (report, reverse("track_completion_report")):
        lines = b"".join(client.get(f"{address}?export=csv")).decode().splitlines()
        row = dict(zip(*(line.split(",") for line in lines[:2]), strict=False))
        told = [row[f"Activities {how}"] for how in ("completed", "completed by hand", "excused")]
        assert told == ["2", "1", "0"]
        sheet = load_workbook(
            BytesIO(b"".join(client.get(f"{address}?export=xlsx").streaming_content))
        ).active
        heading, values = sheet.iter_rows(values_only=True)
        assert dict(zip(heading, values, strict=True))["Activities completed by hand"] == 1
