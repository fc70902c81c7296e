"""Two accounts of one person: what was mailed to either counts for the one that stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from accounts.one_person.merge import merge_people
from courses.telling import queue_questions, queue_reminders
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol
from notices.links import off_url
from notices.models import Mail, Muting
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(groups=["Programme managers"])


@pytest.fixture
def two():
    return UserFactory(email="old@example.org"), UserFactory(email="new@example.org")


def test_nothing_is_mailed_once_more(two, manager):
    old, new = two
    module = ModuleFactory()
    lesson = ActivityFactory(module=module)
    ActivityFactory(module=module)
    other = ActivityFactory()
    with time_machine.travel("2026-05-04T10:00:00+00:00", tick=False) as clock:
        for each in (lesson, other):
            enrol(learner=old, module=each.module, actor=ACTOR)
            complete_activity(learner=old, activity=each, actor=ACTOR)
        call_command("queue_news")
        clock.shift(timedelta(days=20))
        assert queue_reminders() == 1
        call_command("send_mails")
        clock.shift(timedelta(days=1))
        merge_people(merged=old, into=new, by=manager)
        said = Mail.objects.exclude(kind="accounts_merged").count()
        assert queue_reminders() == 0  # it is not the first one again
        call_command("queue_news")
        assert Mail.objects.exclude(kind="accounts_merged").count() == said
        clock.shift(timedelta(days=14))
        assert queue_reminders() == 1
        clock.shift(timedelta(days=70))
        assert queue_questions() == 1
        assert queue_questions() == 0


def test_a_link_in_an_old_mail_switches_off_for_the_account_that_stays(client, two, manager):
    old, new = two
    link = off_url(old.pk, "stopped_at")
    merge_people(merged=old, into=new, by=manager)
    client.post(link)
    assert Muting.objects.get().person == new
