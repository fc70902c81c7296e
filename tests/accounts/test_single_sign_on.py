"""Logging in with an account elsewhere, at a provider that runs on the loopback."""

import io
import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.core import mail
from django.core.management import call_command
from django.test import Client

from accounts.erasure.asking import ask_to_forget, forget_now
from accounts.models import Invitation, PendingSignup, User
from accounts.sessions import SessionStore
from tests.accounts.oidc_provider import running_provider
from tests.accounts.test_factors import SECOND_STEP, SECRET, code_of, is_in, with_app
from tests.accounts.test_half_made import half_made
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db

GO = "/en/accounts/oidc/eu-login/login/"
FIRST = "/en/accounts/oidc/start/"
LOG_IN = "/en/accounts/login/"
SECURITY = "/en/accounts/security/"
NAMES = {"first_name": "Dana", "last_name": "Levi"}


@pytest.fixture(scope="module")
def server():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def eu_login(server, settings):
    server.reset()
    settings.OIDC_PROVIDERS = [
        server.entry,
        server.entry | {"id": "entra", "name": "City of Nowhere", "confirmed_by": "xms_edov"},
    ]
    return server


def come_back(client, provider, go=GO, **form):
    """Go to `provider` with `client`, log in there, and come back."""
    page = client.post(go, form)
    assert page.status_code == 200
    return client.get(provider.log_in(way_of(page)))


def way_of(page):
    """Where the page leads that leads on to a provider."""
    (link,) = re.findall(r'href="([^"]*/authorize\?[^"]*)"', page.text)
    assert page["Refresh"] == f"0; url={unescape(link)}"
    return unescape(link)


def test_the_first_time_opens_an_account(client, eu_login):
    eu_login.reset(email="Dana@Example.org", given_name="Dana", family_name="Levi")
    for page in (LOG_IN, "/en/accounts/signup/"):
        html = assert_valid_html(client.get(page))
        assert "Go on with <bdi>EU Login</bdi>" in html
        assert "City of Nowhere" in html
    assert eu_login.asked == []  # nobody is asked before the button
    assert client.get(GO)["Location"] == LOG_IN
    assert_valid_html(client.post(GO))
    answer = come_back(client, eu_login, next="/en/accounts/notices/")
    assert answer["Location"] == FIRST
    assert not User.objects.exists()
    html = assert_valid_html(client.get(FIRST))
    assert 'value="Levi"' in html
    assert "dana@example.org" in html
    stored = str(dict(client.session))
    assert "dana" not in stored
    assert "u-1" not in stored
    assert "Write your last name" in client.post(FIRST, {"first_name": "Dana"}).text
    answer = client.post(FIRST, NAMES)
    assert answer["Location"] == "/en/accounts/notices/"
    assert is_in(client)
    person = User.objects.get()
    assert (person.email, person.last_name) == ("dana@example.org", "Levi")
    assert not person.has_usable_password()
    assert person.emailaddress_set.get().verified
    row = SocialAccount.objects.get()
    assert (row.user, row.provider, row.uid, row.extra_data) == (person, "eu-login", "u-1", {})
    assert client.post(FIRST, NAMES)["Location"] == "/en/my-learning/"  # a second click

    # Afterwards the key counts, not the address: the account keeps its own.
    eu_login.reset(email="other@example.org", email_verified=False)
    again = Client()
    assert come_back(again, eu_login)["Location"] == "/en/my-learning/"
    assert is_in(again)
    assert "u-1" not in str(dict(again.session))
    assert User.objects.get().email == "dana@example.org"
    assert again.post(GO).status_code == 200  # to link one more


@pytest.mark.django_db(transaction=True)
def test_a_known_address_is_proved_once(client, eu_login):
    person = UserFactory(email="dana@example.org", preferred_language="en")
    answer = come_back(client, eu_login, next="/en/accounts/notices/")
    assert answer["Location"] == f"{LOG_IN}?next=%2Fen%2Faccounts%2Fnotices%2F"
    html = assert_valid_html(client.get(answer["Location"]))
    assert "Log in once as before" in html
    assert 'value="dana@example.org"' in html  # nobody types what is known
    assert not SocialAccount.objects.exists()
    log_in = {"login": person.email, "password": PASSWORD, "next": "/en/accounts/notices/"}
    client.post(LOG_IN, log_in | {"password": "wrong"})
    html = client.post(LOG_IN, log_in, follow=True).text
    assert "From now on you can log in with EU Login" in html
    assert SocialAccount.objects.get().user == person
    call_command("send_mails", stdout=io.StringIO())
    assert [each.subject for each in mail.outbox] == [
        "Your account can be opened with another account"
    ]
    assert "From now on EU Login opens your account" in mail.outbox[0].body
    assert is_in_again(eu_login)

    # Whoever logs in as somebody else links nothing, and neither does an old answer.
    eu_login.reset(sub="u-2")
    other, late = UserFactory(), Client()
    for each in (client, late):
        each.post("/en/accounts/logout/")
        come_back(each, eu_login)
    html = client.post(LOG_IN, {"login": other.email, "password": PASSWORD}, follow=True).text
    assert "was not linked" in html
    now = time.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: now + 31 * 60)
        late.post(LOG_IN, log_in)
    assert is_in(late)
    assert SocialAccount.objects.count() == 1


def is_in_again(provider):
    client = Client()
    come_back(client, provider)
    return is_in(client)


def test_only_a_confirmed_address_opens_anything(eu_login):
    UserFactory(email="dana@example.org")
    for value in (False, "false", "TRUE", 1, "1", None, ["true"], {}):
        eu_login.reset(email_verified=value)
        answer = come_back(Client(), eu_login)
        assert "does not say that your email address is confirmed" in answer.text
    assert_valid_html(answer)
    assert answer.status_code == 400
    for email in (None, "", "dana@", 7, "da\0na@example.org"):
        eu_login.reset(email=email)
        assert "did not tell us your email address" in come_back(Client(), eu_login).text
    eu_login.reset(email_verified="true")
    assert come_back(Client(), eu_login)["Location"] == LOG_IN
    eu_login.reset(email="new@example.org", xms_edov=True, email_verified=None)
    assert come_back(Client(), eu_login, GO.replace("eu-login", "entra"))["Location"] == FIRST
    eu_login.reset()
    eu_login.claims = {"sub": "u-1"}
    eu_login.more = {"email": "new@example.org", "email_verified": True, "name": "Dana Levi"}
    client = Client()
    assert come_back(client, eu_login)["Location"] == FIRST
    assert 'value="Levi"' in client.get(FIRST).text
    eu_login.more["sub"] = "somebody else"
    assert "cannot trust" in come_back(Client(), eu_login).text
    # The one address is confirmed, and the other one told.
    eu_login.claims = {"sub": "u-1", "email": "victim@example.org"}
    eu_login.more = {"email": "New@example.org", "email_verified": True}
    assert "cannot trust" in come_back(Client(), eu_login).text
    eu_login.claims["email"] = "new@example.org"
    assert come_back(Client(), eu_login)["Location"] == FIRST
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert not mail.outbox


def test_what_a_provider_may_do_wrong_has_words(client, eu_login, caplog, settings):
    UserFactory(email="dana@example.org")
    now = int(time.time())
    faults = (
        {"iss": "https://other.example"},
        {"aud": "another portal"},
        {"azp": "another portal"},
        {"exp": now - 120},
        {"nonce": "of another log-in"},
        {"sub": ""},
        {"sub": 7},
    )
    for fault in faults:
        eu_login.token = fault
        answer = come_back(client, eu_login)
        assert "an answer that we cannot trust" in answer.text, fault
    assert "Try again" in assert_valid_html(answer)
    eu_login.reset()
    eu_login.key = generate_private_key(SECP256R1())  # not the one that it shows
    assert "cannot trust" in come_back(client, eu_login).text
    eu_login.key, eu_login.algorithm = "x" * 64, "HS256"
    assert "cannot trust" in come_back(client, eu_login).text
    eu_login.key, eu_login.algorithm = None, "none"
    assert "cannot trust" in come_back(client, eu_login).text
    eu_login.reset()
    eu_login.denies = True
    assert "did not go through with it" in come_back(client, eu_login).text
    eu_login.denies = False
    assert "Try again" in client.get("/accounts/oidc/eu-login/login/callback/").text
    way_back = eu_login.log_in(way_of(client.post(GO)))
    for stranger, path in (
        (Client(), way_back),  # another browser
        (client, way_back.replace("eu-login", "entra")),
        (client, way_back.replace("state=", "state=x")),
    ):
        assert "older than ten minutes" in stranger.get(path).text
    assert client.get(way_back)["Location"] == LOG_IN
    assert "used already" in client.get(way_back).text
    eu_login.is_broken = True
    assert "cannot trust" in client.post(GO).text
    nowhere = eu_login.entry | {"server": "http://127.0.0.1:9"}
    settings.OIDC_PROVIDERS = [nowhere]
    answer = client.post(GO)
    assert answer.status_code == 400
    assert "does not answer" in assert_valid_html(answer)
    assert "Single sign-on by “eu-login” failed" in caplog.text
    assert "a secret" not in caplog.text
    settings.OIDC_PROVIDERS = []
    for method in (client.get, client.post):
        assert "is not offered here" in method(GO, follow=True).text
    assert "Go on with" not in client.get(LOG_IN).text
    assert client.get("/en/accounts/3rdparty/").status_code == 404
    assert not SocialAccount.objects.exists()


def test_accounts_that_are_not_as_usual(eu_login):
    half_made()
    PendingSignup.objects.create(
        email="dana@example.org", first_name="Somebody", last_name="Else", sent_at="2026-12-01T00Z"
    )
    client = Client()
    assert come_back(client, eu_login)["Location"] == FIRST
    client.post(FIRST, NAMES)
    person = User.objects.get()
    assert (person.first_name, person.has_usable_password()) == ("Dana", False)
    assert not PendingSignup.objects.exists()
    # Switched off, to be erased, erased.
    person.is_active = False
    person.save()
    assert "/inactive/" in come_back(Client(), eu_login)["Location"]
    person.is_active = True
    person.save()
    ask_to_forget(person, by=person)
    assert "/accounts/erasure/" in come_back(Client(), eu_login)["Location"]
    forget_now(person)
    assert not SocialAccount.objects.exists()
    assert come_back(Client(), eu_login)["Location"] == FIRST
    # A switched-off account without a link is proved like any other.
    UserFactory(email="dana@example.org", is_active=False)
    assert come_back(Client(), eu_login)["Location"] == LOG_IN


def test_an_invitation_waits_for_its_link(client, eu_login):
    manager = UserFactory(groups=["Programme managers"])
    Invitation.objects.create(
        email="dana@example.org", invited_by=manager, sent_at="2026-12-01T00:00Z"
    )
    come_back(client, eu_login)
    client.post(FIRST, NAMES)
    assert is_in(client)
    assert Invitation.objects.get().accepted_at is None


def test_a_second_factor_and_what_a_log_in_leaves(eu_login, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = UserFactory(email="dana@example.org", groups=["Trainers"], preferred_language="en")
    person.socialaccount_set.create(provider="eu-login", uid="u-1")
    client = Client()
    assert come_back(client, eu_login)["Location"] == "/en/my-learning/"
    assert client.get("/admin/")["Location"] == SECURITY  # the provider's does not count
    session = SessionStore.get_model_class().objects.get()
    assert session.user == person
    with_app(person)
    client = Client()
    assert come_back(client, eu_login, next="/admin/")["Location"].startswith(SECOND_STEP)
    assert not is_in(client)
    assert client.post(SECOND_STEP, {"code": code_of(SECRET)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert "https://elsewhere.example" not in str(
        dict(come_back(Client(), eu_login, next="https://elsewhere.example/").headers)
    )


@pytest.mark.django_db(transaction=True)
def test_links_are_made_and_taken_away_in_the_account(eu_login, settings):
    person = UserFactory(email="me@example.org", preferred_language="en")
    client = Client()
    client.force_login(person)  # long ago
    assert client.post(GO)["Location"].startswith("/en/accounts/reauthenticate/")
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Link <bdi>EU Login</bdi>" in assert_valid_html(client.get(SECURITY))
    eu_login.reset(email_verified=False)
    assert "does not say that your email address is confirmed" in come_back(client, eu_login).text
    assert not SocialAccount.objects.exists()
    eu_login.reset()  # another address than that of the account: the person has proved both
    assert come_back(client, eu_login)["Location"] == SECURITY
    row = SocialAccount.objects.get()
    html = assert_valid_html(client.get(SECURITY))
    assert "From now on you can log in with EU Login" in html
    remove = f"/en/accounts/oidc/links/{row.pk}/remove/"
    assert remove in html
    own_data = client.get("/en/accounts/data/").text
    assert "Accounts elsewhere" in own_data
    assert "u-1" in own_data

    other = Client()
    other.post(LOG_IN, {"login": UserFactory().email, "password": PASSWORD})
    assert "linked with another account" in come_back(other, eu_login).text
    assert "not there any more" in other.get(remove, follow=True).text
    way = way_of(other.post(GO))  # the answer reaches somebody else in the same browser
    other.post("/en/accounts/logout/")
    assert "older than ten minutes" in other.get(eu_login.log_in(way)).text

    person.set_unusable_password()
    person.save()
    client = Client()
    come_back(client, eu_login)
    html = assert_valid_html(client.get(remove))
    assert "your only way to log in" in html
    assert client.post(remove)["Location"] == remove
    for other_way in ("passkey", "link", "password"):
        assert SocialAccount.objects.filter(pk=row.pk).exists()
        if other_way == "passkey":
            passkey = Authenticator.objects.create(user=person, type="webauthn", data={"name": "x"})
            assert "no longer opens your account" in client.get(remove).text
            passkey.delete()
        elif other_way == "link":
            second = person.socialaccount_set.create(provider="gone", uid="1")
            assert "your only way" in client.get(remove).text  # where nobody can log in any more
            second.delete()
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    client.post(LOG_IN, {"login": person.email, "password": PASSWORD})
    assert "no longer opens your account" in assert_valid_html(client.get(remove))
    assert client.post(remove)["Location"] == SECURITY
    assert not SocialAccount.objects.exists()
    call_command("send_mails", stdout=io.StringIO())
    subjects = [each.subject for each in mail.outbox]
    assert subjects == [
        "Your account can be opened with another account",
        "An account was unlinked",
    ]
    assert {each.to[0] for each in mail.outbox} == {"me@example.org"}
