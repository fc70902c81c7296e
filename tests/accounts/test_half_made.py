"""Accounts of before, which the sign-up made at once with a password, and nobody confirmed."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.core.management import call_command
from django.test import Client

from accounts.models import PendingSignup, User
from tests.accounts.test_signup import AGAIN, PASSWORD, PERSON, SIGNUP, link_in, refused
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import PASSWORD as KNOWN
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def half_made(**fields):
    """An account of before: made by the sign-up, with a password, and never confirmed."""
    user = UserFactory(email="dana@example.org", verified=False, **fields)
    user.emailaddress_set.create(email=user.email, primary=True)
    return user


def test_its_password_opens_nothing(client):
    person = half_made()
    log_in = {"login": person.email, "password": KNOWN}
    key = EmailConfirmationHMAC(person.emailaddress_set.get()).key
    old_link = f"/en/accounts/confirm-email/{key}/"
    html = refused(client.get(old_link))
    assert 'value="dana@example.org"' in html
    assert client.post(old_link).status_code == 410
    response = client.post("/en/accounts/login/", log_in)
    assert response["Location"] == "/en/accounts/confirm-email/"
    assert "not confirmed yet" in assert_valid_html(client.get(response["Location"]))
    response = Client().post(link_in(mail.outbox[-1]))
    assert response.status_code == 302
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert person.emailaddress_set.get().verified
    client.post("/en/accounts/login/", log_in)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("way", ["again", "signup", "reset"])
def test_it_goes_on(client, way):
    person = half_made()
    if way == "again":
        client.post(AGAIN, {"email": person.email})
    elif way == "signup":
        client.post(SIGNUP, PERSON)
    else:
        client.post("/en/accounts/password/reset/", {"email": person.email})
        client.get(link_in(mail.outbox[0]))
        [(key, _value)] = [item for item in client.session.items() if "password_reset" in item[0]]
        assert key
        form = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]
        client.post(form, {"password1": PASSWORD})
        client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    if way != "reset":
        client.post(link_in(mail.outbox[0]))
    assert client.session["_auth_user_id"] == str(person.pk)
    assert User.objects.get().emailaddress_set.get().verified


def test_no_link_lets_in_an_account_that_was_switched_off(client):
    half_made(is_active=False)
    for url in (SIGNUP, AGAIN):
        response = client.post(url, PERSON, follow=True)
        assert "has not left yet" not in response.text
    assert len(mail.outbox) == 2
    assert {message.subject for message in mail.outbox} == {"You already have an account"}


def test_what_nobody_confirmed_for_thirty_days_goes(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00")
    client.post(SIGNUP, {**PERSON, "email": "eli@example.org"})
    half_made()
    kept = [
        UserFactory(),
        UserFactory(verified=False, groups=["Trainers"], email="trainer@example.org"),
        UserFactory(verified=False, is_superuser=True, email="admin@example.org"),
    ]
    enrolled = EnrolmentFactory(learner=UserFactory(verified=False)).learner
    time_machine.shift(timedelta(days=29))
    call_command("erase_expired")
    assert PendingSignup.objects.count() == 1
    assert User.objects.count() == 5
    time_machine.shift(timedelta(days=2))
    call_command("erase_expired")
    assert PendingSignup.objects.count() == 0
    assert set(User.objects.all()) == {*kept, enrolled}
    assert EmailAddress.objects.count() == 1
