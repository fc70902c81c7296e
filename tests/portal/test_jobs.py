"""What is done every minute and every day."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from learning.models import Activity
from portal.management.commands import jobs
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


def test_a_failing_job_stops_no_other(monkeypatch):
    monkeypatch.setattr(jobs, "EVERY_MINUTE", (("no_such_job", {}), ("clearsessions", {})))
    expired_session()
    with pytest.raises(CommandError, match=r"^Failed: no_such_job\."):
        call_command("jobs", "minute")
    assert not Session.objects.exists()


def expired_session():
    yesterday = timezone.now() - timedelta(days=1)
    return Session.objects.create(session_key="old", session_data="", expire_date=yesterday)
