"""An address that refuses our mails for good gets none, and administrators are told."""

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from anymail.signals import AnymailTrackingEvent
from django.core import mail
from django.urls import reverse

from notices.bouncing import is_refused, note_refusal
from notices.models import Mail, RefusedAddress
from notices.sending import send_waiting
from portal.backends.mail_service import hear
from tests.accounts.test_signup import PERSON, SIGNUP
from tests.factories.people import UserFactory
from tests.html import assert_valid_html
from tests.notices.samples import of_learning
from tests.portal.test_start import start

pytestmark = pytest.mark.django_db
LIST = "/admin/mails/refused/"


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True, email="admin@example.org")


def test_administrators_are_told_once_a_day(admin, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    for number in range(3):
        note_refusal(f"gone{number}@example.org", "550 no such mailbox")
    assert send_waiting() == 1
    [message] = mail.outbox
    assert message.to == [admin.email]
    assert LIST in message.body
    note_refusal("gone2@example.org", "550 again")  # known already
    time_machine.shift(86400)
    note_refusal("gone4@example.org", "550 no such mailbox")
    assert send_waiting() == 1


def test_an_administrator_is_not_told_at_the_address_that_refuses(admin):
    note_refusal(admin.email.upper(), "550")
    assert not Mail.objects.exists()
    assert is_refused(admin.email)


def test_who_confirms_the_address_is_written_to_again():
    person = UserFactory()
    note_refusal(person.email, "550")
    address = EmailAddress.objects.get(user=person)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    assert not is_refused(person.email)


def test_who_has_a_new_address_is_written_to_there(queue):
    person = UserFactory()
    note_refusal(person.email, "550")
    queue(of_learning(person))
    person.email = "new@example.org"
    person.save()
    assert send_waiting() == 1


def test_signing_up_with_such_an_address_does_not_say_that_a_mail_went(client):
    note_refusal("dana@example.org", "550")
    response = client.post(SIGNUP, PERSON, follow=True)
    assert "refuses our emails" in assert_valid_html(response)
    assert mail.outbox == []


def event(kind, reason=None, recipient="Gone@Example.org"):
    return AnymailTrackingEvent(
        event_type=kind, reject_reason=reason, recipient=recipient, mta_response="550 gone"
    )


@pytest.mark.parametrize(
    ("reported", "refused"),
    [
        (event("bounced", "bounced"), True),
        (event("bounced", "invalid"), True),
        (event("bounced"), True),
        (event("rejected", "bounced"), True),
        (event("bounced", "blocked"), False),
        (event("rejected", "spam"), False),
        (event("deferred", "bounced"), False),
        (event("delivered"), False),
        (event("bounced", recipient=None), False),
    ],
)
def test_what_a_mail_service_reports(reported, refused):
    hear(event=reported, sender=None, esp_name="Mailgun")
    assert is_refused("gone@example.org") == refused
    if refused:
        assert RefusedAddress.objects.get().reason == "550 gone"


def test_a_mail_service_has_an_address_to_report_to():
    code = (
        "import django; django.setup(); from django.urls import resolve; "
        "from anymail.signals import tracking; assert tracking.receivers; "
        "resolve('/anymail/mailgun/tracking/')"
    )
    secret = '{"WEBHOOK_SECRET": "name:password"}'
    assert start(code, MAIL_PROVIDER="mailgun", MAIL_PROVIDER_SETTINGS=secret) == ""


def test_without_a_secret_nobody_reports():
    code = (
        "import django; django.setup(); from django.urls import Resolver404, resolve\n"
        "try: resolve('/anymail/sendgrid/tracking/')\n"
        "except Resolver404: pass\n"
        "else: raise SystemExit('it is open')"
    )
    assert start(code, MAIL_PROVIDER="sendgrid") == ""


def test_a_report_about_no_address_is_left_alone():
    for recipient in ("x" * 300 + "@example.org", "nobody", ""):
        note_refusal(recipient, "550")
    assert not RefusedAddress.objects.exists()


def test_servers_write_domains_and_answers_as_they_like():
    note_refusal("Dana@xn--exmple-cua.org", "550 no\0 such mailbox")
    assert RefusedAddress.objects.get().reason == "550 no such mailbox"
    assert is_refused("dana@exämple.org")


class TestInTheAdmin:
    def test_addresses_are_listed_added_and_taken_away(self, client, admin):
        client.force_login(admin)
        html = client.get(LIST).content.decode()
        assert "Every address accepts our emails." in html
        assert "delete the line" not in html  # there is none
        assert "Add an address" in html
        url = reverse("refused_addresses:add")
        client.post(url, {"address": "Gone@Example.org", "reason": "by mail"})
        assert is_refused("gone@example.org")
        html = client.get(LIST).content.decode()
        assert "gone@example.org" in html
        assert "delete the line" in html
        html = client.get(LIST, {"q": "zeppelin"}).content.decode()
        assert "No such address refuses our emails." in html
        assert "Every address" not in html
        response = client.post(url, {"address": "gone@example.ORG", "reason": ""})
        assert "in the list already" in response.content.decode()
        row = RefusedAddress.objects.get()
        client.post(reverse("refused_addresses:delete", args=[row.pk]))
        assert not is_refused("gone@example.org")

    @pytest.mark.parametrize("path", [LIST, "/admin/reports/mails/"])
    @pytest.mark.parametrize("role", ["Editors", "Publishers", "Trainers", "Programme managers"])
    def test_only_administrators_see_addresses(self, client, role, path):
        client.force_login(UserFactory(groups=[role]))
        response = client.get(path)
        assert response.status_code == 302
        assert response["Location"] == "/admin/"
