"""Whoever signs up with an address that refuses our mails reads so, and what to do."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from notices.bouncing import note_refusal
from tests.accounts.test_signup import AGAIN, PERSON, SIGNUP, main_of
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
ADDRESSES = ("known@example.org", "bounced@example.org", "refusing@example.org")


class Refusing(EmailBackend):
    """A mail server that has none of these mailboxes."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such mailbox")})


@pytest.mark.parametrize("url", [SIGNUP, AGAIN, "/en/accounts/password/reset/"])
def test_every_such_address_gets_the_same_words(url, settings):
    settings.MAIL_TRANSPORT = f"{Refusing.__module__}.Refusing"
    UserFactory(email=ADDRESSES[0])
    for address in ADDRESSES[:2]:
        note_refusal(address, "550 no such mailbox")
    pages = set()
    for address in ADDRESSES:
        answer = Client().post(url, {**PERSON, "email": address}, follow=True)
        pages.add(main_of(assert_valid_html(answer)).replace(address, ""))
    [page] = pages
    assert "The mail server of this address refuses our emails" in page
    assert "use another one, or write to us" in page
    assert "does not answer" not in page
    assert "The email has not left" in page
    assert "have sent" not in page
