"""From the sign-up form to an account that works."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import PendingSignup, User
from learning.models import Enrolment
from tests.factories.people import PASSWORD as KNOWN
from tests.factories.people import UserFactory
from tests.factories.training import module_of, published_module
from tests.html import assert_valid_html
from tests.queries import AROUND

pytestmark = pytest.mark.django_db

SIGNUP = "/en/accounts/signup/"
AGAIN = "/en/accounts/confirm-email/again/"
PERSON = {"first_name": "Dana", "last_name": "Levi", "email": "Dana@Example.org"}
PASSWORD = "three quiet words"


def link_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def refused(response):
    """The HTML of the page of a link that opens nothing."""
    assert response.status_code == 410
    return assert_valid_html(response)


def main_of(html):
    return re.search("<main.*</main>", html, re.DOTALL)[0]


def test_sign_up_asks_three_things_and_says_why(client):
    html = assert_valid_html(client.get(SIGNUP))
    assert len(re.findall(r'<input type="(?:text|email|password)"', html)) == 3
    assert 'href="/en/privacy/"' in html
    assert "placeholder" not in html


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_sign_up_press_start_and_arrive(client, password):
    published_module()
    html = assert_valid_html(client.post(SIGNUP, PERSON, follow=True))
    assert "We have sent an email to" in html
    assert "Dana@Example.org" in html  # a slip of the pen is seen here
    assert not User.objects.exists()

    link = link_in(mail.outbox[0])
    html = assert_valid_html(client.get(link))
    assert "dana@example.org" in html
    assert "Start: My learning" in html
    response = client.post(link, {"password1": password})
    assert response["Location"] == "/en/my-learning/"
    assert "Choose where to begin" in assert_valid_html(client.get(response["Location"]))
    user = User.objects.get()
    assert (user.get_full_name(), user.email) == ("Dana Levi", "dana@example.org")
    assert user.preferred_language == "en"
    assert user.has_usable_password() is bool(password)
    assert user.check_password(password) is bool(password)
    assert user.emailaddress_set.get().verified
    assert not PendingSignup.objects.exists()


def test_reading_the_page_changes_nothing(client):
    client.post(SIGNUP, PERSON)
    link = link_in(mail.outbox[0])
    before = PendingSignup.objects.values().get()
    for scanner in (Client(), Client(), client):
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
        assert "no-store" in scanner.get(link)["Cache-Control"]
        assert "sessionid" not in scanner.get(link).cookies
    assert PendingSignup.objects.values().get() == before
    assert not User.objects.exists()
    assert client.post(link).status_code == 302


def test_an_easy_password_is_refused_at_the_start_and_opens_nothing(client):
    client.post(SIGNUP, PERSON)
    link = link_in(mail.outbox[0])
    html = assert_valid_html(client.post(link, {"password1": "dana-levi-2026"}))
    assert "Too easy to guess" in html
    assert not User.objects.exists()


def test_who_came_from_a_module_is_enrolled_and_led_back(client):
    page, [lesson] = published_module()
    module = module_of(page)
    enrolling = f"/en/learn/modules/{module.key}/enrol/"
    for number, wanted in enumerate((page.url, lesson.url, enrolling)):
        email = f"dana{number}@example.org"
        client.post(SIGNUP, {**PERSON, "email": email, "next": wanted})
        link = link_in(mail.outbox[-1])
        other_browser = Client()
        assert f"Start: {module.title}" in assert_valid_html(other_browser.get(link))
        assert Enrolment.objects.count() == number
        response = other_browser.post(link)
        assert response["Location"] == lesson.url  # the first, without a way round
        html = assert_valid_html(other_browser.get(response["Location"]))
        assert "You are enrolled." in html
        assert User.objects.get(email=email).enrolments.get().module == module


def test_who_cannot_be_enrolled_is_led_to_the_module_that_says_why(client):
    page, _lessons = published_module(opens_at=timezone.now() + timedelta(days=1))
    client.post(SIGNUP, {**PERSON, "next": page.url})
    response = client.post(link_in(mail.outbox[-1]))
    assert response["Location"] == page.url
    assert not Enrolment.objects.exists()


def test_a_track_is_named_and_any_other_page_is_not(client):
    page, _lessons = published_module()
    track = module_of(page).track
    for wanted, words in ((track.url, f"Start: {track.title}"), ("/en/about/", "Start")):
        client.post(SIGNUP, {**PERSON, "next": wanted})
        html = assert_valid_html(client.get(link_in(mail.outbox[-1])))
        assert f"<bdi>{words}</bdi></button>" in html


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "foo", "//[", "/en/\0"]
)
def test_the_start_leads_nowhere_else(client, elsewhere):
    client.post(SIGNUP, {**PERSON, "next": elsewhere})
    response = client.post(link_in(mail.outbox[0]))
    assert response["Location"] == "/en/my-learning/"


def test_mail_is_whole_in_the_language_of_the_person(client):
    client.post("/ar/accounts/signup/", PERSON)
    message = mail.outbox[0]
    assert link_in(message).startswith("/ar/accounts/start/")
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert 'lang="ar" dir="rtl"' in html
    assert html.count('class="button"') == 1
    assert message.subject in html
    client.post(link_in(message))
    assert User.objects.get().preferred_language == "ar"


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=1), timedelta(days=5)])
@pytest.mark.parametrize("language", ["en", "it"])
def test_signing_up_again_works_whenever_and_in_any_language(client, time_machine, later, language):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    client.post(SIGNUP, PERSON)
    time_machine.shift(later + timedelta(microseconds=1))
    response = client.post(f"/{language}/accounts/signup/", {**PERSON, "last_name": "Bar"})
    assert response["Location"] == f"/{language}/accounts/confirm-email/"
    old, new = map(link_in, mail.outbox)
    html = refused(client.get(old))
    assert "Only the newest works." in html
    assert client.post(old).status_code == 410
    assert client.post(new).status_code == 302
    assert User.objects.get().get_full_name() == "Dana Bar"
    assert User.objects.get().preferred_language == language


def test_an_old_and_an_expired_link_offer_a_new_one(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    client.post(SIGNUP, {**PERSON, "next": "/en/about/"})
    time_machine.shift(timedelta(days=3, seconds=1))
    html = refused(client.get(link_in(mail.outbox[0])))
    assert "It is older than three days." in html
    assert 'value="dana@example.org"' in html
    response = client.post(AGAIN, {"email": "dana@example.org"})
    assert response["Location"] == "/en/accounts/confirm-email/"
    response = client.post(link_in(mail.outbox[1]))
    assert response["Location"] == "/en/about/"


def test_a_used_and_a_made_up_link_say_what_to_do(client):
    client.post(SIGNUP, PERSON)
    link = link_in(mail.outbox[0])
    client.post(link)
    assert client.post(link)["Location"] == "/en/my-learning/"  # the second click
    for address in (link, "/en/accounts/start/x/", "/en/accounts/start/WzEsIngiXQ:x/"):
        html = refused(Client().get(address))
        assert "If your account is open, just log in." in html
        assert "dana@example.org" not in html
        assert Client().post(address).status_code == 410
    Client().post(AGAIN, {"email": "dana@example.org"})
    assert mail.outbox[-1].subject == "You already have an account"
    assert User.objects.count() == 1


@pytest.mark.parametrize("attacker_is_first", [True, False])
def test_who_signs_up_with_anothers_address_never_gets_in(client, attacker_is_first):
    owner, attacker = Client(), client
    for visitor in (attacker, owner) if attacker_is_first else (owner, attacker):
        name = "Eve" if visitor is attacker else "Dana"
        visitor.post(SIGNUP, {**PERSON, "first_name": name, "password1": "words of eve here"})
    assert {message.to[0] for message in mail.outbox} == {"dana@example.org"}
    owner.get(link_in(mail.outbox[0]))
    owner.post(link_in(mail.outbox[0]), {"password1": PASSWORD})
    owner.post(link_in(mail.outbox[1]), {"password1": PASSWORD})
    user = User.objects.get()
    assert owner.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(PASSWORD)
    attacker.post(SIGNUP, {**PERSON, "first_name": "Eve"})
    data = {"login": user.email, "password": "words of eve here"}
    attacker.post("/en/accounts/login/", data)
    assert "_auth_user_id" not in attacker.session
    assert mail.outbox[-1].subject == "You already have an account"


@pytest.mark.parametrize(
    ("field", "value"),
    [("first_name", ""), ("email", "dana@"), ("email", ""), ("last_name", "x" * 200)],
)
def test_errors_stand_at_their_field_and_keep_the_rest(client, field, value):
    response = client.post(SIGNUP, {**PERSON, field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    html = assert_valid_html(response)
    assert f'id="id_{field}_error"' in html
    assert 'value="Levi"' in html or field == "last_name"
    assert not PendingSignup.objects.exists()


def test_an_empty_field_is_told_what_to_write(client):
    html = assert_valid_html(client.post(SIGNUP, {}))
    for words in ("Write your first name.", "Write your last name.", "Write your email address."):
        assert words in html
    assert "This field is required" not in html


def test_a_name_with_a_nul_byte_is_refused(client):
    response = client.post(SIGNUP, {**PERSON, "first_name": "a\0b"})
    assert list(response.context["form"].errors) == ["first_name"]


def test_a_name_is_one_visible_line(client):
    client.post(SIGNUP, {**PERSON, "first_name": " Ana\u000bde\u00a0 María\ufffe"})
    client.post(link_in(mail.outbox[0]))
    assert User.objects.get().first_name == "Ana de María"


def test_a_hidden_mark_in_a_name_is_left_out(client):
    client.post(SIGNUP, {**PERSON, "first_name": "Da\u202ena\u2069", "last_name": "\u2066لوي"})
    client.post(link_in(mail.outbox[0]))
    person = User.objects.get()
    assert (person.first_name, person.last_name) == ("Dana", "لوي")
    response = Client().post(SIGNUP, {**PERSON, "first_name": "\u202e"})
    assert "Write your first name." in response.text


@pytest.mark.parametrize(
    "url", [SIGNUP, "/en/accounts/password/reset/"], ids=["sign-up", "new password"]
)
def test_known_and_unknown_addresses_cost_and_answer_the_same(url):
    UserFactory(email="known@example.org")
    answers, costs = set(), set()
    for email in ("known@example.org", "other@example.org"):
        visitor = Client()
        with CaptureQueriesContext(connection) as captured:
            response = visitor.post(url, {**PERSON, "email": email})
        costs.add(len([query for query in captured if not query["sql"].startswith(AROUND)]))
        html = main_of(assert_valid_html(visitor.get(response["Location"])))
        answers.add((response.status_code, response["Location"], html.replace(email, "")))
    assert (len(costs), len(answers)) == (1, 1)
    assert [message.to for message in mail.outbox] == [["known@example.org"], ["other@example.org"]]


def test_no_password_is_hashed_before_the_address_is_confirmed(client, monkeypatch):
    monkeypatch.setattr("django.contrib.auth.hashers.make_password", None)
    monkeypatch.setattr("django.contrib.auth.base_user.make_password", None)
    for email in (UserFactory.build(organisation=None).email, "dana@example.org"):
        assert client.post(SIGNUP, {**PERSON, "email": email}).status_code == 302


def test_a_known_address_gets_the_way_to_log_in(client):
    UserFactory(email="dana@example.org", preferred_language="es")
    response = client.post(SIGNUP, {**PERSON, "next": "/en/about/"})
    assert response["Location"] == "/en/accounts/confirm-email/"
    assert "Dana@Example.org" in client.get(response["Location"]).content.decode()
    assert User.objects.count() == 1
    link = link_in(mail.outbox[0])
    assert link == "/es/accounts/login/?next=%2Fen%2Fabout%2F"
    assert "/es/accounts/password/reset/" in assert_valid_html(client.get(link))


def test_somebody_without_a_password_logs_in_again(client):
    client.post(SIGNUP, PERSON)
    client.post(link_in(mail.outbox[0]))
    html = assert_valid_html(client.get("/en/accounts/profile/"))
    assert "Your account has no password" in html
    assert 'href="/en/accounts/password/set/"' in html
    client.logout()
    html = assert_valid_html(client.get("/en/accounts/login/"))
    assert "No password yet, or forgotten?" in html
    client.post("/en/accounts/password/reset/", {"email": "dana@example.org"})
    form = client.get(link_in(mail.outbox[-1]), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": PASSWORD})
    data = {"login": "dana@example.org", "password": PASSWORD}
    client.post("/en/accounts/login/", data)
    assert "_auth_user_id" in client.session
    assert "has no password" not in client.get("/en/accounts/profile/").text


def test_an_account_made_in_the_meantime_is_not_taken_over(client):
    client.post(SIGNUP, PERSON)
    person = UserFactory(email="dana@example.org")
    assert client.post(link_in(mail.outbox[0])).status_code == 410
    assert "_auth_user_id" not in client.session
    person.refresh_from_db()
    assert person.first_name != "Dana"


def test_sending_again_gives_no_address_away(client):
    UserFactory(email="known@example.org")
    UserFactory(email="half@example.org", verified=False)
    client.post(SIGNUP, {**PERSON, "email": "asked@example.org"})
    mail.outbox.clear()
    answers = set()
    addresses = [f"{name}@example.org" for name in ("known", "half", "asked", "nobody")]
    for email in addresses:
        response = client.post(AGAIN, {"email": email})
        html = assert_valid_html(client.get(response["Location"]))
        answers.add((response["Location"], main_of(html).replace(email, "")))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[email] for email in addresses]
    assert [message.subject for message in mail.outbox] == [
        "You already have an account",
        "Your link to start learning",
        "Your link to start learning",
        "There is no account with this address",
    ]


def test_too_many_sign_ups_are_paused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    for number in range(2):
        client.post(SIGNUP, {**PERSON, "email": f"p{number}@example.org"})
    response = client.post(SIGNUP, PERSON)
    assert response.status_code == 429
    assert response["X-Request-ID"] in response.text
    assert "Too many attempts" in assert_valid_html(response)
    assert 'href="/en/accounts/login/">Back to log-in' in response.text


def test_who_is_logged_in_is_led_on_and_not_to_the_log_in(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"change_password": "1/m/user"}
    client.force_login(UserFactory())
    data = {"oldpassword": "not this one", "password1": "three quiet words"}
    responses = [client.post("/en/accounts/password/change/", data) for _number in range(2)]
    assert [response.status_code for response in responses] == [200, 429]
    assert 'href="/en/accounts/profile/">Open your account' in assert_valid_html(responses[-1])


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Check the address"), ("es", "Revisa la dirección"), ("ar", "يرجى التحقق من العنوان")],
)
@pytest.mark.parametrize("page", ["signup", "login", "password/reset", "confirm-email/again"])
def test_what_is_no_address_is_said_in_our_words(client, page, language, words):
    data = {**PERSON, "email": "dana@", "login": "dana@", "password": "x"}
    html = assert_valid_html(client.post(f"/{language}/accounts/{page}/", data))
    assert words in html
    assert "dana@" in html


def test_mails_lead_to_the_portal_whatever_host_the_browser_names(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://portal.example"
    host = {"headers": {"host": "stranger.example:8080"}}
    UserFactory(email="known@example.org")
    changing = UserFactory(email="old@example.org")
    changing.set_unusable_password()
    changing.save()
    for email in ("known@example.org", "new@example.org"):
        for url in (SIGNUP, AGAIN, "/en/accounts/password/reset/"):
            client.post(url, {**PERSON, "email": email}, **host)
    client.force_login(changing)
    client.post("/en/accounts/password/set/", {"password1": PASSWORD}, **host)
    data = {"oldpassword": PASSWORD, "password1": "four quiet words here"}
    client.post("/en/accounts/password/change/", data, **host)
    half_made = UserFactory(verified=False)
    log_in = {"login": half_made.email, "password": KNOWN}
    Client().post("/en/accounts/login/", log_in, **host)
    assert len(mail.outbox) == 9
    for message in mail.outbox:
        for body in (message.body, message.alternatives[0].content):
            assert set(re.findall(r"https?://[^/\s\"]+", body)) == {"https://portal.example"}
