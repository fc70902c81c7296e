"""Log in, log out, forget the password."""

from html import escape
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts import tries
from accounts.models import LogInTry
from tests.accounts.test_signup import link_in
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def log_in(client, user, password=PASSWORD, url="/accounts/login/", **extra):
    return client.post(url, {"login": user.email, "password": password, **extra})


@pytest.mark.parametrize("url", ["/accounts/login/", "/en/accounts/login/", "/ar/accounts/login/"])
def test_form_has_its_fields(client, url):
    html = assert_valid_html(client.get(url))
    assert 'name="login"' in html
    assert 'name="password"' in html


def test_log_in_leads_to_my_learning_in_ones_language(client):
    response = log_in(client, UserFactory(preferred_language="it"))
    assert response["Location"] == "/it/my-learning/"


def test_log_in_with_capitals_in_the_address(client):
    user = UserFactory(email="ana@example.org")
    user.email = "ANA@example.org"
    assert log_in(client, user)["Location"] == "/en/my-learning/"


def test_log_in_leads_back_to_where_one_came_from(client):
    assert log_in(client, UserFactory(), next="/en/about/")["Location"] == "/en/about/"


@pytest.mark.parametrize(("query", "is_said"), [("?next=/en/about/", True), ("", False)])
def test_the_form_says_that_one_goes_on(client, query, is_said):
    html = assert_valid_html(client.get("/en/accounts/login/" + query))
    assert ("you go straight on to the page" in html) is is_said


@pytest.mark.parametrize("target", ["https://evil.example/", "//["])
def test_log_in_leads_nowhere_else(client, target):
    response = log_in(client, UserFactory(), next=target)
    assert response["Location"] == "/en/my-learning/"


def test_nobody_is_kept_from_going_on_by_the_organisation(client):
    response = log_in(client, UserFactory(organisation=None, preferred_language="en"))
    assert response["Location"] == "/en/my-learning/"


@pytest.mark.parametrize("is_known", [True, False])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, is_known):
    user = UserFactory() if is_known else UserFactory.build(organisation=None)
    response = log_in(client, user, password="wrong")
    assert response.status_code == 200
    assert "do not match" in assert_valid_html(response)


def test_many_wrong_passwords_are_paused(client):
    user = UserFactory()
    for _number in range(5):
        log_in(client, user, password="wrong")
    html = log_in(client, user).content.decode()
    assert "Wait five minutes" in html
    assert "_auth_user_id" not in client.session


def test_a_right_password_is_not_counted_as_a_wrong_one(client):
    user = UserFactory()
    for _number in range(6):
        assert log_in(client, user).status_code == 302
        client.logout()


def test_tries_from_one_address_are_limited(client, monkeypatch):
    monkeypatch.setattr(tries, "WRONG_FROM_AN_ADDRESS", 2)
    users = UserFactory.create_batch(3)
    answers = [log_in(client, user, password="wrong").text for user in users]
    assert ["Wait five minutes" in html for html in answers] == [False, False, True]
    call_command("forget_tries")
    assert LogInTry.objects.count() == 2  # who is refused does not wait longer for it
    LogInTry.objects.update(tried_at=timezone.now() - tries.LATELY)
    call_command("forget_tries")
    assert not LogInTry.objects.exists()
    monkeypatch.setattr(tries, "FROM_AN_ADDRESS", 1)
    assert log_in(client, users[0]).status_code == 302
    client.logout()
    assert "Wait five minutes" in log_in(client, users[0]).text


def test_inactive_account(client):
    response = log_in(client, UserFactory(is_active=False))
    assert "do not match" in response.content.decode() or response["Location"].endswith(
        "/accounts/inactive/"
    )
    assert_valid_html(client.get("/en/accounts/inactive/"))


def test_log_out_takes_a_post(client):
    client.force_login(UserFactory())
    assert "Log out?" in assert_valid_html(client.get("/en/accounts/logout/"))
    assert "_auth_user_id" in client.session
    assert client.post("/en/accounts/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_new_password_by_mail(client):
    user = UserFactory(preferred_language="es")
    assert_valid_html(client.get("/en/accounts/password/reset/"))
    for _number in range(6):
        log_in(client, user, password="wrong")
    reset = "/en/accounts/password/reset/"
    assert 'name="next"' not in client.get(reset, {"next": "/en/"}).text  # it leads to the mail
    response = client.post(reset, {"email": user.email}, follow=True)
    assert "Check your email" in assert_valid_html(response)
    link = link_in(mail.outbox[0])
    assert link.startswith("/es/accounts/password/reset/key/")

    response = client.get(link, follow=True)
    html = assert_valid_html(response)
    assert 'name="password1"' in html
    form_url = response.request["PATH_INFO"]
    assert client.post(form_url, {"password1": "short"}).context["form"].errors["password1"]
    response = client.post(form_url, {"password1": "three quiet words"}, follow=True)
    assert_valid_html(response)
    assert log_in(client, user, password="three quiet words").status_code == 302
    assert len(mail.outbox) == 2  # the person is told

    client.logout()
    html = assert_valid_html(client.get(link, follow=True))
    assert 'name="password1"' not in html  # the link works once


def test_a_new_password_leads_to_the_page_that_was_wanted(client):
    user, wanted, reset = UserFactory(), "/en/my-learning/?a=1&b=2", "/en/accounts/password/reset/"
    query = urlencode({"next": wanted}, safe="/")
    assert f'href="{reset}?{escape(query)}"' in client.get(f"/en/accounts/login/?{query}").text
    assert f'name="wanted" value="{escape(wanted)}"' in client.get(f"{reset}?{query}").text
    again = client.post(reset, {"email": "nobody", "wanted": wanted})  # a slip loses it not
    assert f'name="wanted" value="{escape(wanted)}"' in assert_valid_html(again)

    client.post(reset, {"email": user.email, "wanted": wanted})
    response = client.get(link_in(mail.outbox[0]), follow=True)
    assert f'name="next" value="{escape(wanted)}"' in assert_valid_html(response)
    form = {"password1": "three quiet words", "next": wanted}
    response = client.post(response.request["PATH_INFO"], form, follow=True)
    assert "Your password is changed." in response.text
    assert "you go straight on to the page that you wanted" in response.text
    assert log_in(client, user, password="three quiet words", next=wanted)["Location"] == wanted


def test_no_mail_leads_to_another_site(client):
    client.post(
        "/en/accounts/password/reset/",
        {"email": UserFactory().email, "wanted": "https://elsewhere.example/"},
    )
    assert "elsewhere" not in mail.outbox[0].body


def test_unknown_address_gets_the_same_page(client):
    response = client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"})
    assert response["Location"] == "/en/accounts/password/reset/done/"
    assert mail.outbox[0].subject == "There is no account with this address"
    assert link_in(mail.outbox[0]).endswith("/accounts/signup/")


def test_a_made_up_link_is_refused(client):
    html = assert_valid_html(client.get("/en/accounts/password/reset/key/1-abc-def/"))
    assert "This link no longer works" in html
