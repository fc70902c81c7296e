"""Whoever works on a page is told of its review, in our words and their language."""

import pytest
from django.core import mail
from django.utils.translation import override
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from notices.models import Mail, MailState
from notices.sending import send_waiting
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(groups=["Editors"], preferred_language="it", first_name="Ada")


@pytest.fixture
def publisher():
    return UserFactory(groups=["Publishers"], preferred_language="es", first_name="Noa")


@pytest.fixture
def review(editor, publisher):
    """The review of a page, which has just begun."""
    page = LessonPageFactory(title="Walks <b>", live=False)
    page.save_revision()
    return page.get_workflow().start(page, editor)


def sent():
    """[(recipient, subject, text)] of what is sent now."""
    mail.outbox.clear()
    send_waiting()
    return [(each.to, each.subject, each.body) for each in mail.outbox]


def test_a_page_on_its_way_through_review(review, editor, publisher):
    place = f"/admin/pages/{review.object_id}/edit/"
    with override("ar"):  # of whoever happens to send
        [(to, subject, body)] = sent()
    assert (to, subject) == ([publisher.email], "«Walks <b>» espera tu revisión")
    assert f"{editor} ha enviado" in body
    assert place in body

    task = review.current_task_state.specific
    task.reject(user=publisher, comment="Too long.")
    [(to, subject, body)] = sent()
    assert (to, subject) == ([editor.email], "«Walks <b>» ti è stata rimandata")
    assert "“Too long.”" in body
    assert str(publisher) in body
    assert place in body

    review.resume(user=editor)
    [(to, _subject, _body)] = sent()
    assert to == [publisher.email]
    review.current_task_state.specific.approve(user=publisher)
    [(to, subject, _body)] = sent()
    assert (to, subject) == ([editor.email], "«Walks <b>» è approvata")


def test_administrators_get_one_mail_of_a_page_that_waits(publisher, editor):
    boss = UserFactory(is_superuser=True, preferred_language="en")
    page = LessonPageFactory(live=False)
    page.save_revision()
    page.get_workflow().start(page, editor)
    assert sorted(to for to, _subject, _body in sent()) == sorted([[boss.email], [publisher.email]])


def test_what_is_decided_meanwhile_is_not_asked_for(review):
    TaskState.objects.update(status=TaskState.STATUS_APPROVED)
    assert sent() == []
    assert Mail.objects.get().state == MailState.WITHHELD


def test_who_switched_it_off_gets_none(editor, publisher):
    profile = UserProfile.get_for_user(publisher)
    profile.submitted_notifications = False
    profile.save()
    page = LessonPageFactory(live=False)
    page.save_revision()
    page.get_workflow().start(page, editor)
    assert not Mail.objects.exists()
