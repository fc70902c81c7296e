"""A mail server that is away stops nobody."""

import socket

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from portal.backends.mail import PAUSES, send_again
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
        settings.EMAIL_BACKEND = "portal.backends.mail.Backend"
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        yield


@pytest.fixture
def _worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work():
    """Do what is due, as the worker does."""
    due = DBTaskResult.objects.ready().filter(run_after__lte=timezone.now())
    for row in due.filter(task_path="portal.backends.mail.send_again"):
        row.delete()
        send_again.call(**row.args_kwargs["kwargs"])


def test_signing_up_counts_and_the_person_is_told(client, caplog):
    response = client.post(SIGNUP, PERSON, follow=True)
    assert User.objects.get().email == "dana@example.org"
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


def test_a_connection_for_several_mails_bears_it_too():
    """As Wagtail opens one to tell who waits for a page."""
    message = mail.EmailMessage("Subject", "Text", to=["a@example.org"])
    with mail.get_connection() as connection:
        assert connection.send_messages([message, message]) == 0


@pytest.mark.usefixtures("_worker")
def test_the_worker_sends_it_when_the_server_is_back(client, settings, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    client.post("/ar/accounts/signup/", PERSON)
    work()
    assert mail.outbox == []
    time_machine.shift(PAUSES[0] * 60 + 1)
    work()  # still away
    settings.MAIL_TRANSPORT = LOCMEM
    time_machine.shift(PAUSES[1] * 60 + 1)
    work()
    [message] = mail.outbox
    assert message.to == ["dana@example.org"]
    assert 'lang="ar"' in message.alternatives[0][0]
    client.post(link_in(message))
    assert User.objects.get().emailaddress_set.get().verified


@pytest.mark.usefixtures("_worker")
def test_after_a_day_it_is_given_up(client, time_machine, caplog):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    client.post(SIGNUP, PERSON)
    for minutes in PAUSES:
        time_machine.shift(minutes * 60 + 1)
        work()
    assert "is given up" in caplog.text
