"""A mail server that is away stops nobody."""

import socket
from email.mime.image import MIMEImage
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.mail import send_account_mail
from accounts.models import PendingSignup, User
from notices.models import Mail, MailState
from notices.sending import PAUSES, send_waiting
from tests.accounts.test_signup import PERSON, SIGNUP, link_in
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _dead_server(settings):
    """A mail server at a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        yield


def test_signing_up_counts_and_the_person_is_told(client, caplog):
    response = client.post(SIGNUP, PERSON, follow=True)
    assert PendingSignup.objects.get().email == "dana@example.org"
    html = assert_valid_html(response)
    assert "has not left yet" in html
    assert reverse("account_resend_confirmation") in html
    assert "is not sent" in caplog.text
    assert "Connection refused" in caplog.text


@pytest.mark.parametrize("is_known", [True, False])
def test_asking_for_a_new_password_gives_away_nobody(client, is_known):
    email = UserFactory().email if is_known else "nobody@example.org"
    response = client.post("/en/accounts/password/reset/", {"email": email}, follow=True)
    assert "has not left yet" in assert_valid_html(response)


def test_a_changed_password_is_changed(client):
    user = UserFactory()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    data = {"oldpassword": PASSWORD, "password1": "three quiet words"}
    response = client.post("/en/accounts/password/change/", data, follow=True)
    assert_valid_html(response)
    user.refresh_from_db()
    assert user.check_password("three quiet words")


def test_it_is_sent_when_the_server_is_back(client, settings, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    client.post("/ar/accounts/signup/", PERSON)
    send_waiting()
    assert mail.outbox == []
    time_machine.shift(PAUSES[0] * 60 + 1)
    send_waiting()  # still away
    settings.MAIL_TRANSPORT = LOCMEM
    time_machine.shift(PAUSES[1] * 60 + 1)
    send_waiting()
    [message] = mail.outbox
    assert message.to == ["dana@example.org"]
    assert 'lang="ar"' in message.alternatives[0][0]
    client.post(link_in(message))
    assert User.objects.get().emailaddress_set.get().verified


def test_no_link_that_opens_an_account_lies_in_the_outbox(client):
    client.post(SIGNUP, {**PERSON, "next": "/en/training/"})
    UserFactory(email="eli@example.org")
    client.post("/en/accounts/password/reset/", {"email": "eli@example.org"})
    assert [row.data for row in Mail.objects.all()] == [{}, {}]


def test_who_has_no_account_yet_is_written_to_in_their_language(settings):
    settings.MAIL_TRANSPORT = LOCMEM
    coming = SimpleNamespace(preferred_language="he")
    assert send_account_mail("unknown_account", "a@example.org", {"user": coming})
    assert 'lang="he"' in mail.outbox[0].alternatives[0].content


def test_a_confirmation_that_is_no_longer_needed_is_held_back(client, settings):
    client.post(SIGNUP, PERSON)
    PendingSignup.objects.all().delete()
    settings.MAIL_TRANSPORT = LOCMEM
    Mail.objects.update(due_at=timezone.now())
    assert send_waiting() == 0
    assert Mail.objects.get().state == MailState.WITHHELD


def test_after_a_day_it_is_given_up(client, time_machine, caplog):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    client.post(SIGNUP, PERSON)
    for minutes in PAUSES:
        time_machine.shift(minutes * 60 + 1)
        send_waiting()
    assert "is given up" in caplog.text
    assert Mail.objects.get().state == MailState.FAILED


class TestMailsOfFrameworks:
    """What Django or Wagtail sends goes into the outbox as it is written."""

    @pytest.fixture(autouse=True)
    def _outbox(self, settings):
        settings.EMAIL_BACKEND = "notices.framework.Backend"

    def test_it_waits_with_all_that_belongs_to_it(self, settings):
        message = mail.EmailMultiAlternatives(
            "Subject",
            "Text",
            "us@example.org",
            ["a@example.org"],
            bcc=["b@example.org"],
            reply_to=["c@example.org"],
            headers={"X-Ours": "1"},
        )
        message.attach_alternative("<p>Text</p>", "text/html")
        message.attach("תוכנית.ics", "BEGIN:VCALENDAR", "text/calendar")
        message.attach("plan.pdf", b"%PDF-\xff", "application/pdf")
        part = MIMEImage(b"GIF89a", "gif")
        part.add_header("Content-Disposition", "attachment", filename="dot.gif")
        message.attach(part)
        assert message.send() == 1
        assert send_waiting() == 0
        assert Mail.objects.get().tries == 1
        settings.MAIL_TRANSPORT = LOCMEM
        Mail.objects.update(due_at=timezone.now())
        assert send_waiting() == 1
        [sent] = mail.outbox
        assert (sent.subject, sent.body, sent.from_email) == ("Subject", "Text", "us@example.org")
        assert (sent.to, sent.bcc, sent.reply_to) == (message.to, message.bcc, message.reply_to)
        assert sent.extra_headers["X-Ours"] == "1"
        assert sent.alternatives == message.alternatives
        assert [tuple(each) for each in sent.attachments] == [
            ("תוכנית.ics", "BEGIN:VCALENDAR", "text/calendar"),
            ("plan.pdf", b"%PDF-\xff", "application/pdf"),
            ("dot.gif", b"GIF89a", "image/gif"),
        ]
        assert Mail.objects.get().data == {}

    def test_what_is_rolled_back_says_nothing(self):
        with transaction.atomic():
            mail.EmailMessage("Subject", "Text", to=["a@example.org"]).send()
            transaction.set_rollback(True)
        assert not Mail.objects.exists()

    def test_several_through_one_connection_cost_one_query(self, django_assert_num_queries):
        messages = [mail.EmailMessage("S", "T", to=[f"{n}@example.org"]) for n in range(3)]
        with mail.get_connection() as opened, django_assert_num_queries(1):
            assert opened.send_messages([*messages, mail.EmailMessage("to nobody")]) == 3
        assert Mail.objects.count() == 3
