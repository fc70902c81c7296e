"""What is done every minute and every day."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone

from accounts.ending_roles import set_last_day
from accounts.erasure.asking import ask_to_forget
from accounts.letters.audience import audience_of
from accounts.letters.sending import begin_letter, confirm_letter
from accounts.models import Erasure, Invitation, PeopleFile, RoleEnd, Session, User
from accounts.one_person.merge import merge_people
from accounts.role_end import today
from learning.models import Activity, Enrolment
from portal.management.commands import jobs
from tests.factories.letters import WORDS
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
BY_HAND = {
    "compile_catalogs",
    "delete_page",
    "encrypt_factors",
    "erase_person",
    "export_person",
    "import_organisations",
    "import_people",
    "jobs",
    "let_in",
    "load_demo",
    "seed_load",
}


def test_each_command_is_for_a_person_or_a_job():
    near = {
        each.name for each in apps.get_app_configs() if Path(each.path).parent == settings.BASE_DIR
    }
    own = {name for name, app in get_commands().items() if app in near}
    ran = {name for name, _options in (*jobs.EVERY_MINUTE, *jobs.EVERY_DAY)}
    assert own - ran == BY_HAND
    assert ran - own == {"publish_scheduled", "purge_revisions"}  # of Wagtail


def test_what_waits_is_done_within_the_minute():
    person, old, new = UserFactory.create_batch(3)
    manager = UserFactory(groups=["Programme managers"])
    letter = begin_letter(
        by=manager,
        words=WORDS,
        about="People",
        audience=audience_of(User.objects.filter(pk=person.pk)),
    )
    confirm_letter(letter)
    row = "Email address,First name,Last name\ninvited@example.org,Ana,Ruiz"
    confirmed = {"uploaded_at": timezone.now(), "confirmed_at": timezone.now()}
    PeopleFile.objects.create(uploaded_by=manager, text=row, **confirmed)
    merge_people(merged=old, into=new, by=manager)
    late = EnrolmentFactory(learner=old)
    call_command("jobs", "minute")
    assert Invitation.objects.filter(email="invited@example.org").exists()
    assert {"invited@example.org", person.email} <= {to for each in mail.outbox for to in each.to}
    late.refresh_from_db()
    assert late.learner == new


def test_what_is_over_ends_in_the_night():
    leaving, auditor, old, new = UserFactory.create_batch(4)
    ask_to_forget(leaving, by=leaving)
    Erasure.objects.update(due_at=timezone.now())
    auditors = Group.objects.get(name="Auditors")
    auditor.groups.add(auditors)
    set_last_day([auditor], auditors, today() + timedelta(days=1))
    RoleEnd.objects.update(last_day=today() - timedelta(days=1))
    merge_people(merged=old, into=new, by=auditor)
    late = EnrolmentFactory(learner=old)
    call_command("jobs", "day")
    leaving.refresh_from_db()
    assert leaving.erased_at
    assert not auditor.groups.exists()
    late.refresh_from_db()
    assert late.learner == new


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
