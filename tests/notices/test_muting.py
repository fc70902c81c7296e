"""Mails are switched off by one click, and in one place."""

import re

import pytest
from django.core import mail
from django.test import Client

from courses.mails import ENROLLED, MODULE_COMPLETED
from notices.kinds import mutable_kinds
from notices.links import off_url
from notices.models import Muting
from notices.sending import send_waiting
from tests.factories.people import UserFactory
from tests.html import assert_valid_html
from tests.notices.samples import of_learning

pytestmark = pytest.mark.django_db
PAGE = "/en/accounts/notices/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def link(person):
    """The path that the mail offers."""
    return re.sub(r"^https?://[^/]+", "", off_url(person.pk, MODULE_COMPLETED.key))


def test_the_mail_names_the_link(person, link, queue):
    queue(of_learning(person))
    send_waiting()
    [message] = mail.outbox
    assert f"{link}\n" in message.body
    assert f'{link}"' in message.alternatives[0].content


def test_reading_the_page_changes_nothing(client, link):
    html = assert_valid_html(client.get(link))
    assert "Stop these emails?" in html
    assert "Completion of a module" in html
    assert client.head(link).status_code == 200
    assert not Muting.objects.exists()


def test_one_click_needs_no_cookie_no_token_and_no_second_address(person, link):
    program = Client(enforce_csrf_checks=True)
    for _time in range(2):
        response = program.post(link, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
    assert Muting.objects.get().kind == MODULE_COMPLETED.key
    assert Muting.objects.get().person == person
    assert not program.session.keys()


def test_the_page_speaks_the_language_of_the_person(client, person, link):
    type(person).objects.update(preferred_language="ar")
    html = assert_valid_html(client.post(link))
    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.parametrize("change", [lambda link: f"{link[:-2]}x/", lambda link: "/mails/off/x:y/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_whole_leads_nowhere(client, link, change, method):
    assert getattr(client, method)(change(link)).status_code == 404
    assert not Muting.objects.exists()


@pytest.mark.parametrize("kind", ["password_changed", "no_such_kind"])
def test_nobody_switches_off_what_always_comes(client, person, kind):
    path = off_url(person.pk, kind).partition("//")[2].partition("/")[2]
    assert client.post(f"/{path}").status_code == 404


def test_the_link_of_a_deleted_person_leads_nowhere(client, person, link):
    person.delete()
    assert client.post(link).status_code == 404


def test_a_person_chooses_in_one_place(client, person):
    client.force_login(person)
    html = assert_valid_html(client.get(PAGE))
    offered = [kind.key for kind in mutable_kinds()]
    assert html.count('type="checkbox"') == html.count(" checked") == len(offered)
    wanted = [key for key in offered if key != ENROLLED.key]
    response = client.post(PAGE, {"wanted": wanted}, follow=True)
    html = assert_valid_html(response)
    assert "Your choice of emails is saved." in html
    assert html.count(" checked") == len(wanted)
    assert list(Muting.objects.values_list("person", "kind")) == [(person.pk, ENROLLED.key)]
    client.post(PAGE, {"wanted": offered})
    assert not Muting.objects.exists()


def test_no_tick_switches_all_of_them_off(client, person):
    client.force_login(person)
    client.post(PAGE, {})
    assert Muting.objects.count() == len(mutable_kinds())


def test_what_always_comes_cannot_be_sent_as_a_choice(client, person):
    client.force_login(person)
    response = client.post(PAGE, {"wanted": ["password_changed"]})
    assert response.status_code == 200
    assert not Muting.objects.exists()


def test_visitors_log_in_first(client):
    assert client.get(PAGE)["Location"].startswith("/en/accounts/login/")
