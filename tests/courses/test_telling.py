"""Learners are told what they enrolled in and completed, and where they stopped."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from courses import telling
from courses.telling import pass_over_news, queue_news, queue_reminders
from learning.actor import Actor
from learning.models import Enrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.visit import record_visit
from notices.models import Bookmark, Mail, MailState
from notices.sending import send_waiting
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
START = "2026-05-04T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(START, tick=False)


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def module():
    module = ModuleFactory(titles={"en": "Pumps", "es": "Bombas"})
    ActivityFactory(module=module, titles={"en": "First"}, minutes=10)
    ActivityFactory(module=module, titles={"en": "Second"}, minutes=30)
    return module


def enrolled(learner, module):
    return enrol(learner=learner, module=module, actor=Actor.person(learner))


def subjects():
    """The subjects of what is sent now."""
    mail.outbox.clear()
    send_waiting()
    return [message.subject for message in mail.outbox]


class TestNews:
    def test_who_enrols_is_told(self, learner, module):
        enrolled(learner, module)
        assert queue_news() == 1
        assert subjects() == ["You are enrolled in “Pumps”"]
        [message] = mail.outbox
        assert "It takes 2 hours in all" in message.body
        assert module.url in message.body

    def test_enrolling_costs_no_query_more(self, learner, module, django_assert_max_num_queries):
        with django_assert_max_num_queries(40) as captured:
            enrolled(learner, module)
        assert not [each for each in captured if "notices_" in each["sql"]]

    def test_nothing_is_told_twice(self, learner, module):
        enrolled(learner, module)
        assert queue_news() == 1
        assert queue_news() == 0
        Bookmark.objects.update(last=0)  # as after a backup was restored
        queue_news()
        assert Mail.objects.count() == 1

    def test_module_and_track_are_completed(self, learner, module):
        enrolled(learner, module)
        queue_news()
        subjects()
        for activity in module.activities.all():
            complete_activity(learner=learner, activity=activity, actor=Actor.person(learner))
        assert queue_news() == 2
        assert subjects() == [
            "You have completed “Pumps”",
            f"You have completed the track “{module.track.title}”",
        ]

    def test_whoever_withdrew_meanwhile_is_not_welcomed(self, learner, module):
        enrolled(learner, module)
        withdraw(learner=learner, module=module, actor=Actor.person(learner))
        queue_news()
        assert subjects() == []
        assert Mail.objects.get().state == MailState.WITHHELD

    def test_what_was_imported_or_is_old_is_no_news(self, learner, module):
        enrol(learner=learner, module=module, actor=Actor.importing("elsewhere"))
        long_ago = timezone.now() - timedelta(days=8)
        EnrolmentFactory(module=module, enrolled_at=long_ago)
        assert queue_news() == 0

    def test_what_is_passed_over_is_not_told_later(self, learner, module):
        enrolled(learner, module)
        pass_over_news()
        assert queue_news() == 0

    def test_mails_and_bookmark_are_written_together(self, learner, module, monkeypatch):
        enrolled(learner, module)

        def fail(*args):
            raise ValueError("killed")

        monkeypatch.setattr(telling, "_move", fail)
        with pytest.raises(ValueError, match="killed"):
            queue_news()
        monkeypatch.undo()
        assert not Mail.objects.exists()
        assert queue_news() == 1

    def test_very_many_are_read_piece_by_piece(self, module, monkeypatch):
        monkeypatch.setattr(telling, "AT_ONCE", 2)
        for _number in range(5):
            enrolled(UserFactory(), module)
        assert queue_news() == 5

    def test_the_job_of_the_minute_tells(self, learner, module):
        enrolled(learner, module)
        mail.outbox.clear()
        call_command("queue_news")
        call_command("send_mails")
        assert len(mail.outbox) == 1


class TestReminders:
    @pytest.fixture
    def stopped(self, learner, module, time_machine):
        """The learner was in the first activity and stays away from then on."""
        enrolment = enrolled(learner, module)
        record_visit(learner=learner, activity=module.activities.all()[0])
        return enrolment

    def later(self, time_machine, days):
        time_machine.shift(timedelta(days=days))

    def test_after_two_weeks_and_once_more_after_four(self, stopped, time_machine):
        self.later(time_machine, 13)
        assert queue_reminders() == 0
        self.later(time_machine, 1)
        assert queue_reminders() == 1
        assert queue_reminders() == 0
        assert subjects() == ["You stopped at “First”"]
        [message] = mail.outbox
        assert "Your place in “Pumps” is kept: 40 minutes left in the module." in message.body
        assert "Start: First:" in message.body or "Continue: First:" in message.body
        self.later(time_machine, 13)
        assert queue_reminders() == 0
        self.later(time_machine, 1)
        assert queue_reminders() == 1
        assert subjects() == ["You stopped at “First”"]
        self.later(time_machine, 14)
        assert queue_reminders() == 0

    def test_who_came_back_and_stops_again_is_reminded_twice_in_all(self, stopped, time_machine):
        for expected in (1, 1, 0):
            self.later(time_machine, 15)
            assert queue_reminders() == expected
            assert len(subjects()) == expected
            record_visit(learner=stopped.learner, activity=stopped.module.activities.all()[1])

    def test_of_two_modules_the_one_visited_last(self, stopped, time_machine):
        other = ActivityFactory(titles={"en": "Elsewhere"})
        enrolled(stopped.learner, other.module)
        self.later(time_machine, 10)
        record_visit(learner=stopped.learner, activity=other)
        self.later(time_machine, 10)
        assert queue_reminders() == 0  # who learns elsewhere has not stopped
        self.later(time_machine, 4)
        assert queue_reminders() == 1
        assert subjects() == ["You stopped at “Elsewhere”"]

    def test_so_many_at_once(self, module, time_machine, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(telling, "AT_ONCE", 2)
        for learner in UserFactory.create_batch(5):
            enrolled(learner, module)
            record_visit(learner=learner, activity=module.activities.all()[0])
        self.later(time_machine, 14)
        # The enrolments, who has used up a quiz; and for each two what was sent.
        with django_assert_num_queries(2 + 3 * 2):
            assert queue_reminders() == 5
        with django_assert_num_queries(2 + 3):
            assert queue_reminders() == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda row: Enrolment.objects.update(completed_at=timezone.now()),
            lambda row: Enrolment.objects.update(withdrawn_at=timezone.now()),
            lambda row: Enrolment.objects.update(last_activity=None),
            lambda row: type(row.module).objects.update(retired_at=timezone.now()),
            lambda row: type(row.module).objects.update(closes_at=timezone.now()),
            lambda row: type(row.module.track).objects.update(retired_at=timezone.now()),
            lambda row: type(row.learner).objects.update(is_active=False),
        ],
        ids=["done", "withdrawn", "not begun", "retired", "closed", "track retired", "off"],
    )
    def test_not_where_there_is_nothing_to_go_on_with(self, stopped, time_machine, change):
        self.later(time_machine, 14)
        change(stopped)
        assert queue_reminders() == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda row: Enrolment.objects.update(completed_at=timezone.now()),
            lambda row: Enrolment.objects.update(withdrawn_at=timezone.now()),
            lambda row: Enrolment.objects.update(last_active_at=timezone.now()),
            lambda row: type(row.module).objects.update(retired_at=timezone.now()),
            lambda row: type(row.module).objects.update(closes_at=timezone.now()),
        ],
        ids=["done", "withdrawn", "came back", "retired", "closed"],
    )
    def test_nor_where_it_is_so_by_the_time_it_is_sent(self, stopped, time_machine, change):
        self.later(time_machine, 14)
        queue_reminders()
        change(stopped)
        assert subjects() == []
        assert Mail.objects.get().state == MailState.WITHHELD

    def test_who_is_long_gone_is_left_alone(self, stopped, time_machine):
        self.later(time_machine, 61)
        assert queue_reminders() == 0

    def test_thirty_learners_cost_as_many_queries_as_one(
        self, stopped, time_machine, django_assert_num_queries
    ):
        for _number in range(30):
            learner = UserFactory()
            enrolled(learner, stopped.module)
            record_visit(learner=learner, activity=stopped.module.activities.all()[0])
        self.later(time_machine, 14)
        with django_assert_num_queries(4):
            assert queue_reminders() == 31
