"""What is done every minute and every day."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Session
from learning.models import Activity, Enrolment
from portal.management.commands import jobs
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory

pytestmark = pytest.mark.django_db


def test_scheduled_page_reaches_the_outline_within_the_minute(publishing):
    lesson = LessonPageFactory(live=False)
    lesson.go_live_at = timezone.now() - timedelta(seconds=1)
    lesson.save_revision(approved_go_live_at=lesson.go_live_at)
    with publishing():
        call_command("jobs", "minute")
    assert Activity.objects.active().filter(key=lesson.translation_key).exists()


def test_expired_sessions_go_every_day():
    expired_session()
    call_command("jobs", "day")
    assert not Session.objects.exists()


def test_a_record_that_is_off_is_seen_the_next_morning(caplog):
    enrolment = EnrolmentFactory()
    call_command("jobs", "day")
    Enrolment.objects.update(done=7)
    with pytest.raises(CommandError, match=r"^Failed: check_records\."):
        call_command("jobs", "day")
    assert f"A record is off: learner {enrolment.learner_id}, module" in caplog.text
    assert Enrolment.objects.get().done == 7


def test_what_the_outline_had_missed_is_mended_and_logged(publishing, caplog, monkeypatch):
    monkeypatch.setattr("courses.management.commands.sync_outline.PATIENCE", 0)
    with publishing():
        lesson = LessonPageFactory()
    with publishing():
        call_command("jobs", "minute")  # makes the pages of the other languages
    caplog.clear()
    call_command("jobs", "minute")
    assert "drifted" not in caplog.text
    Activity.objects.filter(key=lesson.translation_key).update(minutes=999)
    call_command("jobs", "minute")
    assert "Outline and pages had drifted apart: " in caplog.text
    assert Activity.objects.get(key=lesson.translation_key).minutes == lesson.minutes


def test_a_failing_job_stops_no_other(monkeypatch):
    monkeypatch.setattr(jobs, "EVERY_MINUTE", (("no_such_job", {}), ("clearsessions", {})))
    expired_session()
    with pytest.raises(CommandError, match=r"^Failed: no_such_job\."):
        call_command("jobs", "minute")
    assert not Session.objects.exists()


def expired_session():
    yesterday = timezone.now() - timedelta(days=1)
    return Session.objects.create(session_key="old", session_data="", expire_date=yesterday)
