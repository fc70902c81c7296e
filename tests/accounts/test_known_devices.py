"""A mail tells of a device that is new, and of no other."""

import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import KnownDevice, Session
from tests.accounts.test_open_sessions import FIREFOX, SAFARI, logged_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def mailed():
    mail.outbox.clear()
    call_command("send_mails", stdout=io.StringIO())
    return [(each.to[0], each.subject, each.body) for each in mail.outbox]


def test_a_mail_tells_of_a_new_device_once():
    person, other = UserFactory(preferred_language="en"), UserFactory()
    logged_in(person, FIREFOX)
    logged_in(other, SAFARI)
    assert mailed() == []  # the first of all
    Session.objects.all().delete()
    logged_in(person, SAFARI)
    ((to, subject, body),) = mailed()
    assert (to, subject) == (person.email, "Your account was opened on a new device")
    assert "Safari on iOS" in body
    assert "/en/accounts/sessions/" in body
    Session.objects.all().delete()  # what is known outlasts sessions
    with CaptureQueriesContext(connection) as queries:
        logged_in(person, FIREFOX)
    assert sum("accounts_knowndevice" in each["sql"] for each in queries) == 1
    logged_in(person, SAFARI)
    assert mailed() == []


def test_the_upgrade_mails_nobody():
    person = UserFactory()
    logged_in(person, FIREFOX)
    logged_in(person, SAFARI)
    KnownDevice.objects.all().delete()  # as before they were remembered
    mailed()
    logged_in(person, FIREFOX)
    logged_in(person, SAFARI)
    assert mailed() == []
    assert KnownDevice.objects.filter(user=person).count() == 2
    logged_in(person, "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36")
    assert len(mailed()) == 1
