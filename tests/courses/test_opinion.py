"""Learners are asked what they think of a module: once when it is done, once months later."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from courses.telling import queue_questions
from learning.models import Opinion
from notices.kinds import KINDS
from notices.models import Mail
from notices.muting import mute
from notices.sending import send_waiting
from tests.factories.outline import EnrolmentFactory, ModuleFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.quizzes import enrolled_learner
from tests.factories.training import activity_of
from tests.html import assert_valid_html
from tests.reporting.test_completion_report import person_with
from tests.reporting.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = timedelta(days=1)


def finisher(days=0, **fields):
    """Somebody who completed a module so many days ago; their enrolment."""
    return EnrolmentFactory(completed_at=timezone.now() - days * DAY, **fields)


def address(name, module):
    return reverse(name, args=[module.key])


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_completed_module_asks_once(client):
    lesson = activity_of(LessonPageFactory(parent=ModulePageFactory()))
    learner, module = enrolled_learner(lesson), lesson.module
    client.force_login(learner)
    asked = f'action="{address("module_opinion", module)}"'
    assert asked not in client.get(module.url).text
    client.post(reverse("activity_complete", args=[lesson.key]))
    assert asked in assert_valid_html(client.get(module.url))
    sent = {"worth": "yes", "clear": "", "missing": " A\xa0map\u202e. "}
    done = client.post(address("module_opinion", module), sent, follow=True)
    assert "Thank you." in done.text
    assert asked not in done.text
    again = client.post(address("module_opinion", module), {"worth": "no"}, follow=True)
    assert "This was not kept: you answered these questions before" in again.text
    assert "Thank you." not in again.text
    opinion = Opinion.objects.get()
    assert (opinion.worth, opinion.clear, opinion.missing) == ("yes", "", "A map.")


def test_who_declines_is_asked_no_more(client):
    enrolment = finisher(92)
    client.force_login(enrolment.learner)
    client.post(address("module_opinion", enrolment.module), {"decline": "1", "worth": "no"})
    opinion = Opinion.objects.get()
    assert (opinion.is_declined, opinion.worth) == (True, "")
    assert queue_questions() == 0


def test_what_was_entered_is_kept_where_something_is_wrong(client):
    enrolment = finisher()
    client.force_login(enrolment.learner)
    for name in ("module_opinion", "module_afterwards"):
        url = address(name, enrolment.module)
        assert_valid_html(client.get(url))
        empty = client.post(url, {})
        assert empty.status_code == 422
        assert "Answer at least one question" in assert_valid_html(empty)
    long = client.post(address("module_opinion", enrolment.module), {"missing": "x" * 1001})
    assert (long.status_code, "x" * 1001 in long.text) == (422, True)
    assert not Opinion.objects.exists()


def test_nobody_speaks_of_a_module_that_they_have_not_completed(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.learner)
    for name in ("module_opinion", "module_afterwards"):
        url = address(name, enrolment.module)
        assert client.post(url, {"worth": "yes", "used": "All"}).status_code == 404


def test_three_months_later_a_mail_asks_once(client):
    enrolment = finisher(92)
    finisher(60)
    finisher(200)
    muted = finisher(92)
    mute(muted.learner, KINDS["afterwards"])
    assert queue_questions() == 2
    assert queue_questions() == 0
    send_waiting()
    (sent,) = mail.outbox
    assert sent.to == [enrolment.learner.email]
    assert address("module_afterwards", enrolment.module) in sent.body
    client.force_login(enrolment.learner)
    told = {"used": "The list.", "hindered": ""}
    client.post(address("module_afterwards", enrolment.module), told)
    again = client.post(address("module_afterwards", enrolment.module), {"used": "Nothing"})
    assert "This was not kept" in client.get(again["Location"]).text
    assert Opinion.objects.get().used == "The list."
    Mail.objects.all().delete()
    assert queue_questions() == 1  # the muted one


def test_a_mail_that_waits_is_not_sent_once_it_is_answered(client):
    enrolment = finisher(92)
    assert queue_questions() == 1
    client.force_login(enrolment.learner)
    client.post(address("module_afterwards", enrolment.module), {"used": "All of it"})
    assert send_waiting() == 0


def test_trainers_read_counts_and_words(client):
    module = ModuleFactory(titles={"en": "Pumps"})
    people = [finisher(module=module).learner for _each in range(4)]
    said = [
        {"worth": "yes", "clear": "no", "missing": "A map <b>."},
        {"worth": "yes", "clear": ""},
        {"is_declined": True},
    ]
    now = timezone.now()
    for person, answers in zip(people, said, strict=False):
        Opinion.objects.create(learner=person, module=module, answered_at=now, **answers)
    Opinion.objects.filter(learner=people[0]).update(used="The list.", told_at=now)
    counts, words = reverse("opinions"), address("module_opinions", module)
    client.force_login(person_with("access_admin"))
    assert {client.get(each).status_code for each in (counts, words)} == {302}
    client.force_login(person_with("access_admin", "view_enrolment"))
    told = words_of(client.get(counts))
    assert "Pumps 4 2 Yes 2 · In part 0 · No 0 Yes 0 · In part 0 · No 1 1" in told
    told = words_of(client.get(words))
    assert "A map <b>." in told
    assert "The list." in told
    assert str(people[1]) not in told
