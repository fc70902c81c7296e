"""One mailbox has one address, however a browser or a person writes it."""

import pytest
from django.core import mail

from accounts.models import PendingSignup, User
from notices.models import RefusedAddress
from tests.accounts.test_signup import AGAIN, PERSON, SIGNUP
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

RESET = "/en/accounts/password/reset/"
NO_ADDRESSES = [
    "a" * 250 + "@example.org",
    "dana@" + ".".join(["b" * 60] * 5) + ".org",
    "ı@example.org",  # it would leave to another mailbox, written in MIME
    "İ" * 200 + "@example.org",
    "dana@xn--a.org",
    "dana@example.org\0",
]
# Chromium sends the first form of the domain, Firefox the second.
WAYS = [
    "dana@xn--exmple-cua.org",
    "Dana@exämple.org",
    "dana@ex\u00adämple.org",
    "dana@\uff45xämple.org",
]


@pytest.mark.parametrize("email", NO_ADDRESSES)
def test_what_no_mail_server_takes_is_refused_at_its_field(client, email):
    for url in (SIGNUP, AGAIN, RESET):
        response = client.post(url, {**PERSON, "email": email})
        assert response.status_code == 200
        assert 'aria-invalid="true"' in response.content.decode()
    assert not PendingSignup.objects.exists()
    assert not mail.outbox


def test_two_ways_to_write_an_address_are_one_sign_up(client):
    for email in WAYS:
        client.post(SIGNUP, {**PERSON, "email": email})
    assert PendingSignup.objects.get().email == "dana@exämple.org"


@pytest.mark.parametrize("email", WAYS)
def test_it_logs_in_and_gets_a_new_password_either_way(client, email):
    UserFactory(email="dana@exämple.org")
    client.post(RESET, {"email": email})
    assert mail.outbox[0].subject == "Choose a new password"
    response = client.post("/en/accounts/login/", {"login": email, "password": PASSWORD})
    assert response.status_code == 302


def test_administrators_write_it_the_same_way(admin_client):
    taken = UserFactory(email="dana@exämple.org")
    person = {"first_name": "Dana", "last_name": "Levi", "email": WAYS[0]}
    both = {"password1": PASSWORD, "password2": PASSWORD}
    response = admin_client.post("/admin/users/new/", person | both)
    assert "Somebody has this address already." in response.content.decode()
    admin_client.post("/admin/mails/refused/new/", {"address": WAYS[0], "reason": "full"})
    assert RefusedAddress.objects.get().address == taken.email
    assert User.objects.filter(email__startswith="dana").count() == 1
