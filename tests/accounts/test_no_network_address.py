"""What counts by network address works where a request has none: see the adapter."""

import pytest
from django.conf import settings
from django.test import Client

from tests.accounts.test_mails_to_one_address import RESET
from tests.accounts.test_signup import PERSON, SIGNUP
from tests.contact.test_form import filled
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "unix:"},
        {"REMOTE_ADDR": "\0"},
        {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "unknown"},
        {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "192.0.2.1"},
    ],
)
def test_what_counts_by_network_works_without_its_address(monkeypatch, headers):
    monkeypatch.setattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 2)
    client = Client(**headers)
    UserFactory(email="known@example.org")
    assert client.post(SIGNUP, PERSON).status_code == 302
    assert client.post(RESET, {"email": "known@example.org"}).status_code == 302
    assert client.post("/en/contact/write/", filled()).status_code == 302
    login = {"login": "known@example.org", "password": PASSWORD}
    assert client.post("/en/accounts/login/", login).status_code == 302
