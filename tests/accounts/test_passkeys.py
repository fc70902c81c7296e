"""Passkeys, as far as no browser is needed: the journey is in tests/browser/test_passkey.py."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from tests.accounts.test_factors import PAGE, SECOND_STEP, after_password, is_in, with_app
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADD = "/en/accounts/2fa/webauthn/add/"
BY_PASSKEY = "/en/accounts/2fa/webauthn/login/"
HANDLES = ("MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "", None, 5, [], "_w")
JUNK = [
    *(json.dumps(each) for each in (5, "x", [], {}, None, True)),
    "no json",
    "",
    *(
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "attestationObject": "AA",
                    "authenticatorData": "AA",
                    "signature": "AA",
                    "userHandle": handle,
                },
                "clientExtensionResults": {},
            }
        )
        for handle in HANDLES
    ),
]


def test_what_is_no_passkey_is_refused_in_words(client):
    person = UserFactory()
    with_app(person)
    html = assert_valid_html(client.get("/en/accounts/login/"))
    assert "A passkey needs a browser" in html  # a script takes it away
    options = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["rpId"] == "localhost"
    for junk in JUNK:
        client.get(BY_PASSKEY, headers={"accept": "application/json"})
        answer = client.post(BY_PASSKEY, {"credential": junk}, follow=True)
        assert answer.redirect_chain[-1][0] == "/en/accounts/login/"
        assert not is_in(client)
        half = after_password(person)
        half.get(SECOND_STEP)
        assert_valid_html(half.post(SECOND_STEP, {"credential": junk}))
        assert not is_in(half)
    owner = after_password(UserFactory())
    page = owner.get(ADD)
    wanted = page.context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")
    assert_valid_html(page)
    for junk in JUNK:
        owner.get(ADD)
        html = owner.post(ADD, {"name": "My phone", "credential": junk}).text
        assert "was not accepted" in html or "Enter a valid JSON" in html
        assert "My phone" in html
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert not mail.outbox


def test_passkeys_are_renamed_and_removed_by_their_owner():
    person, stranger = UserFactory(), UserFactory()
    client = after_password(person)
    with_app(person)
    keys = [
        Authenticator.objects.create(
            user=each, type="webauthn", data={"name": "Blue key", "credential": {}}
        )
        for each in (person, stranger)
    ]
    own, other = (f"/en/accounts/2fa/webauthn/keys/{key.pk}/" for key in keys)
    assert "Blue key" in assert_valid_html(client.get(PAGE))
    assert 'value="Blue key"' in assert_valid_html(client.get(own + "edit/"))
    assert "Write a name." in assert_valid_html(client.post(own + "edit/", {"name": " "}))
    assert client.post(own + "edit/", {"name": "n" * 101}).status_code == 200
    client.post(own + "edit/", {"name": "Grün <b>"})
    assert "Grün &lt;b&gt;" in assert_valid_html(client.get(PAGE))
    assert "Grün &lt;b&gt;" in assert_valid_html(client.get(own + "remove/"))
    for page in (other + "edit/", other + "remove/"):
        assert client.post(page, {"name": "Mine"}, follow=True).redirect_chain[0][0] == PAGE
    client.post(own + "remove/")
    left = Authenticator.objects.filter(type="webauthn")
    assert [each.data["name"] for each in left] == ["Blue key"]
    assert [each.subject for each in mail.outbox] == ["A passkey was removed"]
    assert Authenticator.objects.filter(user=person).count() == 2  # app and codes stay


def test_who_has_a_passkey_and_no_password_is_asked_for_the_passkey(client):
    person = UserFactory()
    person.set_unusable_password()
    person.save()
    for kind in ("webauthn", "recovery_codes"):
        data = {"name": "Phone", "credential": {}, "seed": "", "used_mask": 0}
        Authenticator.objects.create(user=person, type=kind, data=data)
    client.force_login(person)
    answer = client.post("/en/accounts/data/download/", follow=False)
    asked = client.get(answer["Location"])["Location"]
    assert asked == "/en/accounts/2fa/webauthn/reauthenticate/?next=%2Fen%2Faccounts%2Fdata%2F"
    html = assert_valid_html(client.get("/en/accounts/2fa/reauthenticate/"))
    assert ">Use a passkey</a>" in html
    assert "security key" not in html
