"""Where a person is logged in, and how it is ended."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session as OldSession
from django.test import Client
from django.utils import timezone

from accounts.devices import Device, device_of, shortened
from accounts.models import Session
from accounts.sessions import NOTED_EVERY, STAFF_IDLE, SessionStore
from home.roles import ROLES
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
)


def logged_in(person, agent=FIREFOX, address="203.0.113.7"):
    """A client with a session of its own, begun by the log-in page."""
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    data = {"login": person.email, "password": PASSWORD}
    assert client.post("/en/accounts/login/", data).status_code == 302
    return client


def handles(client):
    """The handles of the sessions that can be ended, as the page holds them."""
    return [each.handle for each in client.get(PAGE).context["sessions"] if not each.is_this]


def is_in(client):
    return client.get("/en/accounts/profile/").status_code == 200


def seen(person, ago):
    Session.objects.filter(user=person).update(last_seen_at=timezone.now() - ago)


def test_one_or_all_others_are_ended_and_this_one_stays():
    person, stranger = UserFactory(), UserFactory()
    here, phone, third = logged_in(person), logged_in(person, SAFARI), logged_in(person)
    other = logged_in(stranger)
    html = assert_valid_html(here.get(PAGE))
    assert html.count("Firefox on Windows") == 2
    assert "Safari on iOS" in html
    assert "203.0.x.x" in html
    assert "203.0.113" not in html
    assert not any(key in html for key in Session.objects.values_list("pk", flat=True))
    # Of somebody else: neither seen nor ended, whatever the form says.
    [foreign] = [each.handle for each in other.get(PAGE).context["sessions"]]
    for forged in (foreign, other.session.session_key, "", "é\x00"):
        answer = here.post(PAGE, {"session": forged}, follow=True)
        assert "had ended already" in answer.text
    assert is_in(other)
    own = here.get(PAGE).context["sessions"][0]
    assert own.is_this
    here.post(PAGE, {"session": own.handle})
    assert is_in(here)
    # One.
    third.logout()
    [handle] = handles(here)
    assert "You are logged out there." in here.post(PAGE, {"session": handle}, follow=True).text
    assert not is_in(phone)
    assert "had ended already" in here.post(PAGE, {"session": handle}, follow=True).text
    assert "nowhere else" in here.get(PAGE).text
    # All others.
    more = [logged_in(person) for _each in range(2)]
    assert "everywhere but here" in here.post(PAGE, {"others": ""}, follow=True).text
    assert not any(map(is_in, more))
    assert is_in(here)
    assert is_in(other)


def test_a_session_that_is_ended_while_it_is_used_does_not_come_back():
    person = UserFactory()
    here, phone = logged_in(person), logged_in(person, SAFARI)
    under_way = SessionStore(phone.session.session_key)
    under_way["place"] = "Genoa"
    here.post(PAGE, {"others": ""})
    with pytest.raises(UpdateError):
        under_way.save()
    assert Session.objects.filter(user=person).count() == 1


def test_sessions_that_are_open_when_they_move_stay_open():
    person, gone = UserFactory(), UserFactory()
    phone, nobody, orphan = logged_in(person), Client(), logged_in(gone)
    nobody.get("/en/contact/write/")
    store = nobody.session
    store["place"] = "Genoa"
    store.save()
    for row in Session.objects.all():
        OldSession.objects.create(
            session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date
        )
    OldSession.objects.create(session_key="broken", session_data="?", expire_date=row.expire_date)
    OldSession.objects.create(session_key="over", session_data="", expire_date=timezone.now())
    Session.objects.all().delete()
    gone.delete()
    import_module("accounts.migrations.0016_sessions").move_sessions(apps, None)
    assert not OldSession.objects.exists()
    assert not Session.objects.filter(pk="over").exists()
    assert is_in(phone)
    assert not is_in(orphan)
    assert nobody.session["place"] == "Genoa"
    [own] = phone.get(PAGE).context["sessions"]
    assert own.is_this
    logged_in(person).post(PAGE, {"others": ""})
    assert not is_in(phone)


def test_a_new_password_ends_the_others():
    person = UserFactory()
    here, phone = logged_in(person), logged_in(person, SAFARI)
    new = {"oldpassword": PASSWORD, "password1": "nine-loud-storks"}
    assert here.post("/en/accounts/password/change/", new).status_code == 302
    assert handles(here) == []
    assert not is_in(phone)
    assert is_in(here)


@pytest.mark.parametrize("role", [*ROLES])
def test_sessions_of_every_role_idle_out(role):
    person = UserFactory(groups=[role])
    client = logged_in(person)
    seen(person, timedelta(hours=11, minutes=59))
    assert is_in(client)
    seen(person, timedelta(hours=12))
    assert not is_in(client)


def test_only_staff_idle_out_and_are_told():
    staff, learner = UserFactory(groups=["Trainers"]), UserFactory()
    superuser = UserFactory(is_superuser=True)
    at_work, learning, above = logged_in(staff), logged_in(learner), logged_in(superuser)
    for person in (staff, learner, superuser):
        seen(person, STAFF_IDLE + timedelta(minutes=1))
    assert is_in(learning)
    assert not is_in(above)
    page = "/admin/reports/completion/?country=ES"
    answer = at_work.get(page, follow=True)
    assert "for 12 hours" in assert_valid_html(answer)
    data = {"login": staff.email, "password": PASSWORD, "next": page}
    assert at_work.post("/en/accounts/login/", data)["Location"] == page
    assert "for 12 hours" not in at_work.get("/en/accounts/profile/").text
    # A form keeps what was entered, and says why too.
    seen(staff, STAFF_IDLE)
    answer = at_work.post("/en/accounts/profile/", {"first_name": "Tere"})
    assert answer.status_code == 401
    assert "for 12 hours" in answer.text
    assert "Tere" in answer.text
    assert "for 12 hours" not in learning.get("/en/accounts/login/", follow=True).text


def test_an_open_editor_does_not_keep_a_session_alive():
    staff = UserFactory(groups=["Editors"])
    at_work = logged_in(staff)
    seen(staff, NOTED_EVERY)
    before = Session.objects.get(user=staff).last_seen_at
    at_work.post("/admin/editing-sessions/ping/wagtailcore/page/1/")
    assert Session.objects.get(user=staff).last_seen_at == before
    at_work.get("/admin/")
    assert Session.objects.get(user=staff).last_seen_at > before


def test_use_is_noted_at_most_every_few_minutes(django_assert_num_queries):
    person = UserFactory()
    key = logged_in(person).session.session_key
    ends = Session.objects.get(pk=key).expire_date
    seen(person, NOTED_EVERY - timedelta(minutes=1))
    with django_assert_num_queries(1):
        SessionStore(key).load()
    seen(person, NOTED_EVERY)
    SessionStore(key).load()
    with django_assert_num_queries(1):
        SessionStore(key).load()
    assert Session.objects.get(pk=key).expire_date == ends


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Another browser on Linux"),
        ("es", "Otro navegador en Linux"),
        ("it", "Un altro browser su Linux"),
        ("he", "דפדפן אחר ב־Linux"),
        ("ar", "متصفح آخر على Linux"),
    ],
)
def test_devices_have_words_in_every_language(client, language, words):
    client.force_login(UserFactory())
    store = client.session
    store["device"] = {"browser": "", "system": "Linux", "network": "", "began": None}
    store.save()
    html = assert_valid_html(client.get(f"/{language}/accounts/sessions/"))
    assert words in html
    assert re.search(r" \u200e?CES?T</dd>", html)  # when it was used, in which zone


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Windows"),
        (SAFARI, "Safari", "iOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge", "Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome", "Android"),
        ("", "", ""),
        ("<script>alert(1)</script>" * 400, "", ""),
        ("\udcff\x00", "", ""),
    ],
)
def test_a_device_is_kept_by_its_names_alone(rf, agent, browser, system):
    request = rf.get("/", HTTP_USER_AGENT=agent, REMOTE_ADDR="2001:db8:1:2::3")
    assert device_of(request) == Device(browser, system, "2001:db8:1:…")
    assert device_of(request).words


@pytest.mark.one_database
def test_half_of_an_address_is_kept():
    assert shortened("203.0.113.7") == "203.0.x.x"
    assert shortened("::ffff:203.0.113.7") == "203.0.x.x"
    assert shortened("unknown") == ""
