"""What goes live or expires later: by schedule, or when somebody approves."""

import datetime

import time_machine
from django.core.management import call_command
from django.utils import timezone

from courses.models import LessonPage
from tests.courses.editing.action import action, edit, post
from tests.factories.pages import LessonPageFactory

IN_A_DAY = datetime.timedelta(days=1)


@action
def schedule_changes_of_a_live_page(site):
    site.first.title = "Tomorrow"
    site.first.go_live_at = timezone.now() + datetime.timedelta(days=1)
    site.first.save_revision().publish()


@action
def schedule_a_new_page(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()


@action
def go_live_as_scheduled(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


@action
def expire_as_scheduled(site):
    LessonPage.objects.filter(pk=site.first.pk).update(
        expire_at=timezone.now() - datetime.timedelta(hours=1)
    )
    call_command("publish_scheduled")
    site.first.refresh_from_db()
    assert not site.first.live


@action
def submit_to_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.save_revision()
    page.get_workflow().start(page, site.user)


@action
def approve_in_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.save_revision()
    state = page.get_workflow().start(page, site.user)
    task = state.current_task_state.pk
    post(site, "wagtailadmin_pages:workflow_action", page, None, "approve", task)
    page.refresh_from_db()
    assert page.live


def submitted(site, page):
    page.save_revision()
    return page.get_workflow().start(page, site.user).current_task_state.pk


@action
def send_a_page_back_in_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    task = submitted(site, page)
    data = {"comment": "Please name a source."}
    post(site, "wagtailadmin_pages:workflow_action", page, data, "reject", task)
    page.refresh_from_db()
    assert not page.live


@action
def approve_changes_of_a_live_page(site):
    site.first.title = "Approved"
    task = submitted(site, site.first)
    post(site, "wagtailadmin_pages:workflow_action", site.first, None, "approve", task)
    assert LessonPage.objects.get(pk=site.first.pk).title == "Approved"


@action
def cancel_the_workflow(site):
    submitted(site, site.first)
    edit(site, site.first, **{"action-cancel-workflow": "1"})
    assert not LessonPage.objects.get(pk=site.first.pk).workflow_in_progress


def in_a_day():
    return (timezone.localtime() + IN_A_DAY).strftime("%Y-%m-%d %H:%M")


@action
def schedule_and_think_better_of_it(site):
    site.first.save_revision().publish()
    edit(site, site.first, **{"action-publish": "1"}, title="Tomorrow", go_live_at=in_a_day())
    revision = LessonPage.objects.get(pk=site.first.pk).scheduled_revision
    post(site, "wagtailadmin_pages:revisions_unschedule", site.first, None, revision.pk)
    assert LessonPage.objects.get(pk=site.first.pk).title == "First"


@action
def changes_of_a_live_page_come_as_scheduled(site):
    site.first.save_revision().publish()
    edit(site, site.first, **{"action-publish": "1"}, title="Tomorrow", go_live_at=in_a_day())
    assert LessonPage.objects.get(pk=site.first.pk).title == "First"
    with time_machine.travel(timezone.now() + 2 * IN_A_DAY):
        call_command("jobs", "minute")
    assert LessonPage.objects.get(pk=site.first.pk).title == "Tomorrow"


@action
def a_page_expires_as_scheduled(site):
    edit(site, site.first, **{"action-publish": "1"}, expire_at=in_a_day())
    with time_machine.travel(timezone.now() + 2 * IN_A_DAY):
        call_command("jobs", "minute")
    assert not LessonPage.objects.get(pk=site.first.pk).live
