"""Second factors: an app, recovery codes, and what happens when they come and go."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from accounts.factors.sealing import seal, unseal
from notices.models import Mail
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/security/"
LOG_IN = "/en/accounts/login/"
ADD = "/en/accounts/2fa/totp/activate/"
CODES = "/en/accounts/2fa/recovery-codes/"
SECOND_STEP = "/en/accounts/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret, later=0):
    """What an app with `secret` shows in that many periods from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_app(person, secret=SECRET):
    """Let `person` have an app; its recovery codes are those of a known seed."""
    kinds = Authenticator.Type
    rows = {kinds.TOTP: {"secret": seal(secret)}}
    rows[kinds.RECOVERY_CODES] = {"seed": seal("seed"), "used_mask": 0}
    for kind, data in rows.items():
        Authenticator.objects.create(user=person, type=kind, data=data)
    return Authenticator.objects.get(user=person, type=kinds.RECOVERY_CODES).wrap().generate_codes()


def after_password(person):
    """A client who has given the password of `person`."""
    client = Client()
    client.post(LOG_IN, {"login": person.email, "password": PASSWORD})
    return client


def is_in(client):
    return client.get("/en/accounts/profile/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_asked_for_and_removed():
    person = UserFactory(preferred_language="en")
    elsewhere, client = after_password(person), after_password(person)
    assert is_in(client)
    assert "Set up an app" in assert_valid_html(client.get(PAGE))
    page = client.get(ADD)  # the password was given just now: it is not asked again
    html = assert_valid_html(page)
    secret = page.context["form"].secret
    assert f"{secret[:4]} {secret[4:8]}" in html
    assert 'src="data:image/svg+xml' in html
    assert client.get(ADD).context["form"].secret == secret  # the page may be loaded again
    assert secret not in str(dict(client.session))

    assert "This code is wrong" in assert_valid_html(client.post(ADD, {"code": "000 00"}))
    code = code_of(secret)
    client.post(ADD, {"code": f"{code[:3]} {code[3:]}"})
    shown = client.post(ADD, {"code": code}, follow=True)  # a second click: nobody saw the codes
    assert shown.redirect_chain[-1][0] == CODES
    html = assert_valid_html(shown)
    codes = shown.context["unused_codes"]
    assert len(set(codes)) == 10
    assert f"{codes[0][:4]} {codes[0][4:]}" in html
    again = assert_valid_html(client.get(CODES))
    assert "shown only once" in again
    assert codes[0] not in again
    assert client.post(ADD, {"code": code})["Location"] == PAGE  # in a tab left open
    assert [each.subject for each in mail.outbox] == ["Your account has an authenticator app"]
    assert not is_in(elsewhere)  # it was opened without the factor
    assert "You have 10 recovery codes left" in assert_valid_html(client.get(PAGE))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert all(each not in stored for each in codes)

    other = after_password(person)
    assert not is_in(other)
    assert "Your second factor" in assert_valid_html(other.get(SECOND_STEP))
    other.post(SECOND_STEP, {"code": code})  # it was used to set up the app
    assert not is_in(other)
    assert other.post(SECOND_STEP, {"code": code_of(secret, 1)})["Location"] == "/en/my-learning/"
    assert is_in(other)

    assert_valid_html(client.get("/en/accounts/2fa/totp/deactivate/"))
    client.post("/en/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].subject == "Your authenticator app was removed"
    assert len(mail.outbox) == 2
    assert is_in(client)
    assert not is_in(other)
    gone = client.get("/en/accounts/2fa/totp/deactivate/", follow=True)
    assert "not there any more" in gone.text
    assert client.get(CODES)["Location"] == PAGE
    assert is_in(after_password(person))


def test_a_code_opens_one_session(monkeypatch):
    person = UserFactory()
    recovery = with_app(person)
    code = code_of(SECRET)
    first, second, third = (after_password(person) for _number in range(3))
    first.post(SECOND_STEP, {"code": code})
    assert is_in(first)
    # Whatever a process remembers in its cache: the code is used up in the database.
    for cache in ("default", "attempts"):
        caches[cache].clear()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31)  # allauth forgets it by then
    answer = second.post(SECOND_STEP, {"code": code})
    assert "was used already" in assert_valid_html(answer)
    assert not is_in(second)

    arabic = recovery[0].translate({ord(str(n)): chr(0x660 + n) for n in range(10)})
    second.post(SECOND_STEP, {"code": arabic})
    assert is_in(second)
    third.post(SECOND_STEP, {"code": recovery[0]})
    assert not is_in(third)
    assert [each.subject for each in mail.outbox] == ["A recovery code was used"]
    assert "You have 9 recovery codes left" in second.get(PAGE).text


def test_wrong_codes_are_counted_like_wrong_passwords(settings):
    person = UserFactory()
    recovery = with_app(person)
    client = after_password(person)
    answers = [client.post(SECOND_STEP, {"code": "12"}).text for _number in range(6)]
    assert ["Wait five minutes" in html for html in answers] == [False] * 5 + [True]
    other = after_password(person)
    assert "Wait five minutes" in other.post(SECOND_STEP, {"code": recovery[0]}).text
    assert not is_in(other)
    call_command("forget_tries")
    settings.SECOND_FACTOR_KEYS = ["another key"]  # and nothing can be read
    client = after_password(UserFactory(email="b@example.org"))
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_before_a_change_it_is_asked_who_it_is():
    person = UserFactory()
    recovery = with_app(person)
    client = Client()
    client.force_login(person)  # long ago
    for page in (CODES, CODES + "generate/", "/en/accounts/2fa/totp/deactivate/"):
        assert client.get(page)["Location"].startswith("/en/accounts/reauthenticate/")
    asked = assert_valid_html(client.get("/en/accounts/reauthenticate/"))
    assert "/en/accounts/2fa/reauthenticate/" in asked
    again = "/en/accounts/2fa/reauthenticate/"
    assert_valid_html(client.get(again))
    made = client.post(again, {"code": recovery[3], "next": CODES + "generate/"}, follow=True)
    assert_valid_html(made)
    shown = client.post(CODES + "generate/", follow=True)
    assert len(shown.context["unused_codes"]) == 10
    assert recovery[4] not in shown.context["unused_codes"]
    subjects = [each.subject for each in mail.outbox]
    assert subjects == ["A recovery code was used", "You have new recovery codes"]
    other = after_password(person)
    other.post(SECOND_STEP, {"code": recovery[4]})
    assert not is_in(other)


def test_neither_a_new_password_nor_a_new_address_goes_round_it(client):
    person = UserFactory()
    with_app(person)
    client.post("/en/accounts/password/reset/", {"email": person.email})
    link = mail.outbox[0].body.split("http://localhost:8000")[1].split()[0]
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "three quiet words"}, follow=True)
    assert not is_in(client)
    client.post(LOG_IN, {"login": person.email, "password": "three quiet words"})
    assert not is_in(client)
    client.post(SECOND_STEP, {"code": code_of(SECRET)})
    assert is_in(client)
    new = {"email": "new@example.org", "action_add": ""}
    client.post("/en/accounts/reauthenticate/", {"password": "three quiet words"})
    assert client.post("/en/accounts/email/", new).status_code == 302
    assert person.emailaddress_set.filter(email="new@example.org").exists()


@pytest.mark.one_database
def test_keys_are_exchanged(settings):
    person = UserFactory()
    settings.SECOND_FACTOR_KEYS = ["old"]
    recovery = with_app(person)
    settings.SECOND_FACTOR_KEYS = ["new", " old "]
    call_command("encrypt_factors")
    settings.SECOND_FACTOR_KEYS = ["new"]
    client = after_password(person)
    assert unseal(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
    client.post(SECOND_STEP, {"code": recovery[0]})
    assert is_in(client)
    settings.SECOND_FACTOR_KEYS = ["third"]  # the old ones are gone: no fault, and nobody gets in
    client = after_password(person)
    assert "This code is wrong" in client.post(SECOND_STEP, {"code": recovery[1]}).text
    assert not is_in(client)
    assert not Mail.objects.exclude(kind__in=["recovery_code_used"]).exists()
