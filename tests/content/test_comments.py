"""Whoever takes part in the comments on a page reads what others write, in our words."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageSubscription
from wagtail.users.models import UserProfile

from notices.models import Mail, MailState
from notices.sending import send_waiting
from tests.courses.editing.action import lesson_form
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FIRST = {"text": "Too <long>?", "contentpath": "title", "position": ""}
NO_REPLIES = {"replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}


@pytest.fixture
def page():
    page = LessonPageFactory(title="Walks", live=False)
    page.save_revision()
    return page


@pytest.fixture
def work(client, page):
    """`work(comment, …)` saves the page with the formset of its comments, as a person does it."""
    person = UserFactory(groups=["Publishers"], first_name="Noa")
    client.force_login(person)

    def work(initial, **fields):
        counts = {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": str(initial)}
        named = {f"comments-0-{name}": value for name, value in (NO_REPLIES | fields).items()}
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert client.post(url, lesson_form() | counts | named).status_code == 302
        return person

    return work


def follower(page, language, group="Editors"):
    person = UserFactory(groups=[group], preferred_language=language)
    PageSubscription.objects.create(page=page, user=person, comment_notifications=True)
    return person


def sent():
    mail.outbox.clear()
    send_waiting()
    return {each.to[0]: each for each in mail.outbox}


def test_who_follows_a_page_reads_what_others_write(page, work):
    spanish, arab = follower(page, "es"), follower(page, "ar")
    gone = follower(page, "it", group="Trainers")  # no editor any more
    quiet = follower(page, "en")
    profile = UserProfile.get_for_user(quiet)
    profile.updated_comments_notifications = False
    profile.save()

    noa = work(0, **FIRST)
    mails = sent()
    assert set(mails) == {spanish.email, arab.email}
    message = mails[spanish.email]
    assert message.subject == "Comentarios a «First»"
    assert f"{noa} ha trabajado en los comentarios" in message.body
    assert "Comentario nuevo: «Too <long>?»." in message.body
    assert f"/admin/pages/{page.pk}/edit/" in message.body
    html = message.alternatives[0].content
    assert "Too &lt;long&gt;?" in html
    assert 'class="button"' in html
    assert 'dir="rtl"' in mails[arab.email].alternatives[0].content
    withheld = Mail.objects.get(person=gone)
    assert (withheld.state, withheld.error) == (
        MailState.WITHHELD,
        "The person no longer works on this page.",
    )

    comment = page.wagtail_admin_comments.get()
    reply = {"replies-TOTAL_FORMS": "1", "replies-0-text": "No."}
    work(1, **FIRST, id=comment.pk, **reply)
    assert "Respuesta a «Too <long>?»: «No.»." in sent()[spanish.email].body
    work(1, **FIRST, id=comment.pk, resolved="on")
    assert "Resuelto: «Too <long>?»." in sent()[spanish.email].body


def test_what_is_deleted_is_counted_and_what_is_gone_is_not_sent(page, work):
    spanish = follower(page, "es")
    work(0, **FIRST)
    comment = page.wagtail_admin_comments.get()
    work(1, **FIRST, id=comment.pk, DELETE="on")
    [message] = sent().values()  # of the first mail nothing is left to say
    assert message.to == [spanish.email]
    assert "Se ha eliminado un comentario." in message.body
    assert Mail.objects.earliest("pk").state == MailState.WITHHELD
