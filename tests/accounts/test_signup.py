"""From the sign-up form to an account that works."""

import re
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db

SIGNUP = "/en/accounts/signup/"
PERSON = {
    "first_name": "Dana",
    "last_name": "Levi",
    "email": "Dana@Example.org",
    "password1": "three quiet words",
}


def link_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def test_first_step_asks_four_things_and_says_why(client):
    html = assert_valid_html(client.get(SIGNUP))
    assert len(re.findall(r'<input type="(?:text|email|password)"', html)) == 4
    assert 'href="/en/privacy/"' in html
    assert "placeholder" not in html


def test_links_lead_to_the_portal_whatever_host_the_browser_names(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://portal.example"
    client.post(SIGNUP, PERSON, HTTP_HOST="stranger.example:8080")
    client.post("/en/accounts/password/reset/", {"email": PERSON["email"]}, HTTP_HOST="evil:1")
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        for body in (message.body, message.alternatives[0].content):
            assert set(re.findall(r"https?://[^/\s\"]+", body)) == {"https://portal.example"}


def test_sign_up_confirm_and_arrive(client):
    response = client.post(SIGNUP, PERSON, follow=True)
    html = assert_valid_html(response)
    assert "Check your mail" in html
    assert "Dana@Example.org" in html  # a slip of the pen is seen here
    user = User.objects.get()
    assert (user.first_name, user.email, user.preferred_language) == (
        "Dana",
        "dana@example.org",
        "en",
    )

    html = assert_valid_html(client.get(link_in(mail.outbox[0])))
    assert "dana@example.org" in html
    assert not EmailAddress.objects.get().verified  # reading a page changes nothing

    response = client.post(link_in(mail.outbox[0]))
    assert EmailAddress.objects.get().verified
    assert response["Location"] == "/en/accounts/organisation/?next=/en/my-learning/"
    assert "Where do you work?" in assert_valid_html(client.get(response["Location"]))


def test_who_came_from_a_module_is_asked_and_led_back(client):
    module = "/en/training/smes/first/"
    client.post(SIGNUP, {**PERSON, "next": module})
    response = client.post(link_in(mail.outbox[0]))
    assert response["Location"] == f"/en/accounts/organisation/?next={module}"
    html = assert_valid_html(client.get(response["Location"]))
    assert f'<a href="{module}">Later</a>' in html


def test_another_browser_leads_to_the_module_too(client):
    module = "/en/training/smes/first/?from=a&b"
    client.post(SIGNUP, {**PERSON, "next": module})
    link = link_in(mail.outbox[0])
    other = Client()
    html = assert_valid_html(other.get(link))
    [wanted] = re.findall(r'name="next" value="([^"]+)"', html)
    response = other.post(link, {"next": unescape(wanted)})
    assert "_auth_user_id" not in other.session
    html = assert_valid_html(other.get(response["Location"]))
    assert "Your email address is confirmed." in html
    [wanted] = re.findall(r'name="next" value="([^"]+)"', html)
    assert unescape(wanted) == module


def test_mail_is_whole_in_the_language_of_the_person(client):
    client.post("/ar/accounts/signup/", PERSON)
    message = mail.outbox[0]
    assert User.objects.get().preferred_language == "ar"
    assert link_in(message).startswith("/ar/accounts/confirm-email/")
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert 'lang="ar" dir="rtl"' in html
    assert html.count('class="button"') == 1
    assert message.subject in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("email", "dana@"),
        ("password1", "short"),
        ("password1", "12345678901"),
        ("password1", "password"),
        ("last_name", "x" * 200),
    ],
)
def test_errors_stand_at_their_field_and_keep_the_rest(client, field, value):
    response = client.post(SIGNUP, {**PERSON, field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    html = assert_valid_html(response)
    assert f'id="id_{field}_error"' in html
    assert 'value="Levi"' in html or field == "last_name"
    assert not User.objects.exists()


def test_an_empty_field_is_told_what_to_write(client):
    html = assert_valid_html(client.post(SIGNUP, {}))
    for words in ("Write your first name.", "Write your email address.", "Choose a password."):
        assert words in html
    assert "This field is required" not in html


def test_a_name_with_a_nul_byte_is_refused(client):
    response = client.post(SIGNUP, {**PERSON, "first_name": "a\0b"})
    assert list(response.context["form"].errors) == ["first_name"]


def test_a_name_is_one_visible_line(client):
    client.post(SIGNUP, {**PERSON, "first_name": " Ana\u000b\u00a0 María\ufffe"})
    assert User.objects.get().first_name == "Ana María"


def test_a_hidden_mark_in_a_name_is_left_out(client):
    client.post(SIGNUP, {**PERSON, "first_name": "Da\u202ena\u2069", "last_name": "\u2066لوي"})
    person = User.objects.get()
    assert (person.first_name, person.last_name) == ("Dana", "لوي")
    response = client.post(SIGNUP, {**PERSON, "first_name": "\u202e"})
    assert "Write your first name." in response.text


def test_a_known_address_is_not_given_away(client):
    UserFactory(email="dana@example.org")
    response = client.post(SIGNUP, PERSON)
    assert response["Location"] == "/en/accounts/confirm-email/"
    assert "Dana@Example.org" in client.get(response["Location"]).content.decode()
    assert User.objects.count() == 1
    assert mail.outbox[0].subject == "You already have an account"


def test_log_in_before_the_confirmation_sends_to_the_mailbox(client):
    user = UserFactory(verified=False)
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"].endswith("/accounts/confirm-email/")
    assert "_auth_user_id" not in client.session


def test_an_old_link_says_so(client):
    html = assert_valid_html(client.get("/en/accounts/confirm-email/MQ:1abcde:xyz/"))
    assert "This link no longer works" in html


def test_the_link_is_sent_again(client):
    UserFactory(email="dana@example.org", verified=False).emailaddress_set.create(
        email="dana@example.org", primary=True
    )
    assert_valid_html(client.get("/en/accounts/confirm-email/again/"))
    response = client.post("/en/accounts/confirm-email/again/", {"email": "dana@example.org"})
    assert response["Location"] == "/en/accounts/confirm-email/"
    assert len(mail.outbox) == 1
    assert settings.ACCOUNT_RATE_LIMITS["confirm_email"] == "1/3m/key"


def test_no_link_lets_in_an_account_that_was_switched_off(client):
    client.post(SIGNUP, PERSON)
    link = link_in(mail.outbox[0])
    User.objects.update(is_active=False)
    assert client.post(link)["Location"] == "/en/accounts/inactive/"
    assert "_auth_user_id" not in client.session
    assert client.get("/en/accounts/profile/")["Location"].startswith("/en/accounts/login/")
    User.objects.get().emailaddress_set.update(verified=False)
    caches["attempts"].clear()  # as after three minutes
    client.post("/en/accounts/confirm-email/again/", {"email": "dana@example.org"})
    assert len(mail.outbox) == 1  # no other link


def test_sending_again_gives_no_address_away(client):
    UserFactory(email="dana@example.org")
    UserFactory(email="eli@example.org", verified=False).emailaddress_set.create(
        email="eli@example.org", primary=True
    )
    answers = set()
    for email in ("dana@example.org", "nobody@example.org", *["eli@example.org"] * 2):
        response = client.post("/en/accounts/confirm-email/again/", {"email": email})
        assert response["Location"] == "/en/accounts/confirm-email/"
        html = assert_valid_html(client.get(response["Location"]))
        assert f'<bdi class="address">{email}</bdi>, a link goes there, or went there' in html
        assert "We have sent" not in html
        answers.add(re.search("<main.*</main>", html, re.DOTALL)[0].replace(email, ""))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [["eli@example.org"]]


def test_too_many_sign_ups_are_paused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    for number in range(2):
        client.post(SIGNUP, {**PERSON, "email": f"p{number}@example.org"})
        client.logout()
    response = client.post(SIGNUP, PERSON)
    assert response.status_code == 429
    assert response["X-Request-ID"] in response.text
    assert "Too many attempts" in assert_valid_html(response)
