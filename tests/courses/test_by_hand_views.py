"""The pages on which a trainer enrols, withdraws and completes by hand, and what is read of it."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from courses.models import ModulePage
from courses.telling import queue_news
from learning.choices import EntryKind
from learning.models import Enrolment, HistoryEntry, Module
from learning.records.by_hand import complete_by_hand
from learning.records.enrolment import enrol
from notices.models import Mail
from notices.sending import send_waiting
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import begin, finish
from tests.factories.training import activity_of, module_of
from tests.html import assert_valid_html
from tests.reporting.test_completion_report import person_with
from tests.reporting.words import words_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
WHY = "Handed in on paper."
RIGHTS = ("access_admin", "view_enrolment", "add_enrolment", "add_completion")


@pytest.fixture
def quiz():
    module = ModulePageFactory()
    LessonPageFactory(parent=module, title="Read")
    return activity_of(QuizPageFactory(parent=module, title="Final", attempts_allowed=1))


@pytest.fixture
def module(quiz):
    return quiz.module


@pytest.fixture
def learner(module):
    learner = UserFactory()
    enrol(learner=learner, module=module, actor=ACTOR)
    return learner


@pytest.fixture
def trainer(client):
    trainer = person_with(*RIGHTS)
    client.force_login(trainer)
    return trainer


def record_of(learner):
    return reverse("learner_record", args=[learner.pk])


def enrolments_of(person):
    return reverse("enrolments_by_hand", args=[person.pk])


def decide(client, person, about, decision, on=None):
    """Follow the link on the page at `on`, give the reason, and return the answer."""
    address = reverse("decide", args=[person.pk, about.key, decision])
    assert address in client.get(on or record_of(person)).text
    asked = client.get(address)
    assert about.title in asked.text
    assert "Write in a sentence why." in client.post(address, {"reason": " "}).text
    return client.post(address, {"reason": WHY}, follow=True)


def test_a_manager_enrols_somebody_who_was_never_enrolled(client, module):
    manager = person_with(*RIGHTS, "view_user")
    client.force_login(manager)
    person = UserFactory()
    assert enrolments_of(person) in client.get(reverse("person", args=[person.pk])).text
    done = decide(client, person, module, "enrol", on=enrolments_of(person))
    assert "The learner gets an email with your reason." in done.text
    assert done.redirect_chain[-1][0] == record_of(person)
    words = words_of(done)
    assert f"Was enrolled by hand in “{module.title}”" in words
    assert WHY in words
    assert f"by {manager}" in words
    assert enrolments_of(person) in client.get(reverse("person", args=[person.pk])).text

    assert queue_news() == 1
    send_waiting()
    [told] = mail.outbox
    assert told.subject == f"A decision about “{module.title}”"
    assert f"You were enrolled in “{module.title}”. The reason: {WHY}" in told.body
    client.force_login(person)
    mine = words_of(client.get(reverse("my_learning")))
    assert f"You were enrolled in “{module.title}”." in mine
    assert f"Reason: {WHY}" in mine


def test_a_trainer_withdraws_a_learner_who_comes_back_by_hand(client, trainer, learner, module):
    decide(client, learner, module, "withdraw")
    assert not Enrolment.objects.get().is_active
    page = client.get(enrolments_of(learner))
    assert "Withdrawn on" in words_of(page)
    decide(client, learner, module, "enrol", on=enrolments_of(learner))
    assert Enrolment.objects.get().is_active
    assert "Came back to" in words_of(client.get(record_of(learner)))
    queue_news()
    told = Mail.objects.filter(kind="decided", person=learner)
    assert told.count() == 2


def test_completed_by_hand_is_said_everywhere_and_never_scored(
    client, trainer, learner, quiz, module
):
    decide(client, learner, quiz, "completion")
    words = words_of(client.get(record_of(learner)))
    assert "completed by hand on" in words
    assert "“Final” was completed by hand" in words
    assert WHY in words
    matrix = reverse("completion_matrix", args=[module.key])
    assert "Completed by hand" in words_of(client.get(matrix))
    lines = b"".join(client.get(f"{matrix}?export=csv")).decode().splitlines()
    row = dict(zip(*(line.split(",") for line in lines[:2]), strict=False))
    assert row["2. Final"] == row["2. Completed by hand on"] != ""
    assert (row["1. Completed by hand on"], row["2. Best score (%)"]) == ("", "")

    client.force_login(learner)
    page = client.get(quiz.url)
    assert_valid_html(page)
    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"Completed by hand by a trainer on {day}: \u2068{WHY}\u2069" in page.text
    assert "You passed" not in page.text
    outline = client.get(module_of(ModulePage.objects.get()).url)
    assert "completed by hand by a trainer on" in words_of(outline)
    mine = words_of(client.get(reverse("my_learning")))
    assert "“Final” counts as completed: a trainer entered it by hand." in mine
    lesson = module.activities.first()
    client.post(reverse("activity_complete", args=[lesson.key]))
    assert Enrolment.objects.get().completed_at
    record = client.get(reverse("my_record"))
    assert_valid_html(record)
    assert f"“Final” completed by hand: {WHY}" in words_of(record)


def test_who_failed_reads_that_it_counts_all_the_same(client, learner, quiz):
    attempt = finish(begin(learner=learner, activity=quiz), right=False)
    complete_by_hand(learner=learner, activity=quiz, actor=ACTOR, reason=WHY)
    client.force_login(learner)
    result = client.get(reverse("attempt_result", args=[attempt.pk])).text
    assert "A trainer entered this quiz as completed by hand. It counts as done." in result
    assert "A trainer can give you" not in client.get(quiz.url).text


def test_it_is_taken_back(client, trainer, learner, quiz):
    decide(client, learner, quiz, "completion")
    decide(client, learner, quiz, "completion-back")
    words = words_of(client.get(record_of(learner)))
    assert "“Final” is no longer completed by hand" in words
    assert "0 of 2 required activities completed." in words
    queue_news()
    assert Mail.objects.filter(kind="decided", person=learner).count() == 2


def test_a_whole_track_is_one_decision_and_one_email(client, trainer, learner, module):
    for _number in range(2):
        ModulePageFactory(parent=ModulePage.objects.first().get_parent())
    answer = decide(client, learner, module.track, "enrol", on=enrolments_of(learner))
    assert f"Was enrolled by hand in “{module.track.title}”" in words_of(answer)
    assert Enrolment.objects.count() == 3
    decide(client, learner, module.track, "withdraw", on=enrolments_of(learner))
    assert not Enrolment.objects.active().exists()
    queue_news()
    send_waiting()
    assert [told.subject for told in mail.outbox] == [f"A decision about “{module.track}”"] * 2
    assert module.track.url in mail.outbox[0].body
    client.force_login(learner)
    assert f"You were enrolled in “{module.track}”." in words_of(client.get(reverse("my_learning")))


def test_who_is_switched_off_is_offered_no_enrolment(client, trainer, learner, module):
    ModulePageFactory(parent=ModulePage.objects.first().get_parent())
    learner.is_active = False
    learner.save()
    page = client.get(enrolments_of(learner)).text
    assert "The account is switched off" in page
    assert f"{module.key}/withdraw/" in page
    assert "/enrol/" not in page


def test_what_takes_nobody_says_why(client, trainer, learner, module):
    Module.objects.update(closes_at=timezone.now())
    other = ModulePageFactory(parent=ModulePage.objects.get().get_parent())
    Module.objects.filter(key=other.translation_key).update(closes_at=timezone.now())
    page = words_of(client.get(enrolments_of(learner)))
    assert "The module closed on" in page
    address = reverse("decide", args=[learner.pk, other.translation_key, "enrol"])
    answer = client.post(address, {"reason": WHY}, follow=True)
    assert "The module closed on" in answer.text
    assert Enrolment.objects.count() == 1


def test_a_second_click_says_nothing_twice(client, trainer, learner, module):
    address = reverse("decide", args=[learner.pk, module.key, "withdraw"])
    first, second = (client.post(address, {"reason": WHY}, follow=True).text for _each in range(2))
    assert str(learner) in words_of(client.get(address))
    assert "Done." in first
    assert "is not enrolled in the module any more" in second
    assert HistoryEntry.objects.filter(kind=EntryKind.WITHDREW).count() == 1


@pytest.mark.parametrize("lacking", ["add_enrolment", "add_completion"])
def test_who_may_not_sees_no_link_and_gets_nowhere(client, learner, quiz, module, lacking):
    client.force_login(person_with(*(set(RIGHTS) - {lacking})))
    about, decision = {
        "add_enrolment": (module, "withdraw"),
        "add_completion": (quiz, "completion"),
    }[lacking]
    address = reverse("decide", args=[learner.pk, about.key, decision])
    page = client.get(record_of(learner)).text
    assert address not in page
    assert client.post(address, {"reason": WHY}).status_code == 302
    assert not HistoryEntry.objects.exclude(reason="").exists()
    is_allowed = lacking != "add_enrolment"
    assert (enrolments_of(learner) in page) == is_allowed
    assert (client.get(enrolments_of(learner)).status_code == 200) == is_allowed


def test_a_trainer_reaches_nobody_who_is_no_learner(client, trainer, module):
    person = UserFactory()
    assert client.get(enrolments_of(person)).status_code == 404
    address = reverse("decide", args=[person.pk, module.key, "enrol"])
    assert client.post(address, {"reason": WHY}).status_code == 404


def test_nobody_enrols_themselves_here(client, trainer, module):
    enrol(learner=trainer, module=module, actor=ACTOR)
    assert "/admin/learners/" not in client.get(record_of(trainer)).text
    assert client.get(enrolments_of(trainer)).status_code == 302
