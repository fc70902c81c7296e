"""A second factor is required of who works for the programme, where the settings say so."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import User
from home.roles import ROLES
from tests.accounts.test_factors import (
    ADD,
    LOG_IN,
    PAGE,
    SECOND_STEP,
    SECRET,
    after_password,
    code_of,
    is_in,
    with_app,
)
from tests.accounts.test_representatives import representative
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html
from tests.journeys.one_of_each import OneOfEach
from tests.journeys.trial import METHODS, PART, ROUTES, Trial
from tests.journeys.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_production(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def assistant():
    """An assistant manager: of a group that no table knows, who may enter the admin."""
    group = Group.objects.create(name="Assistants")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(Permission.objects.get(codename="view_user"))
    person = UserFactory(preferred_language="es")
    person.groups.add(group)
    return person


@pytest.mark.one_database
def test_without_a_factor_no_view_of_the_admin_is_reached(assistant):
    client = after_password(assistant)
    client.raise_request_exception = False
    routes = [route for route in ROUTES if route.startswith("admin/") and "login" not in route]
    assert len(routes) > 100
    let_in = []
    for route in routes:
        path = "/" + PART.sub("1", route).replace(".*", "nothing")
        for method in METHODS:
            answer = getattr(client, method)(path)
            if not (answer.status_code == 302 and answer["Location"] == "/es/accounts/security/"):
                let_in.append(f"{method} {path}: {answer.status_code}")
    assert let_in == []
    assert client.get("/admin/")["Location"] == "/es/accounts/security/"
    assert client.get("/es/").status_code == 200  # everything else is open


# Where somebody without one still gets: what they log in with, and how a factor is set up.
WAYS = re.compile(
    r"/accounts/(2fa/.*|login/webauthn/|logout/|password/.*|reauthenticate/.*|security/"
    r"|oidc/.*|confirm-email/.*)$"
)


@pytest.mark.one_database
def test_without_a_factor_no_page_of_the_site_is_reached_that_needs_a_log_in():
    things = OneOfEach()
    visitor, adviser = Trial("visitor", things), Trial("adviser", things)
    tried, let_in = set(), []
    for route in ROUTES:
        path = visitor.path(route)
        if path.startswith("/admin/"):
            continue
        for method in ("get", "post"):
            with undone():
                asked = getattr(Client(), method)(path)
            to_log_in = asked.status_code == 302 and "/accounts/login/?next=" in asked["Location"]
            if not to_log_in or WAYS.search(path):
                continue
            tried.add(route)
            with undone():
                answer = getattr(adviser.client, method)(path)
            if not (answer.status_code == 302 and answer["Location"].endswith(PAGE[3:])):
                let_in.append(f"{method} {path}: {answer.status_code}")
    assert len(tried) > 20
    assert let_in == []


@pytest.mark.parametrize("role", [*ROLES])
def test_every_role_is_led_to_it_after_the_log_in(role):
    person = UserFactory(groups=[role], preferred_language="es")
    client = after_password(person)
    assert client.get("/es/my-learning/")["Location"] == "/es/accounts/security/"
    assert "Tu trabajo en el portal" in assert_valid_html(client.get("/es/accounts/security/"))
    script = client.post("/es/my-learning/", {"a": "b"}, headers={"X-Fragment": "1"})
    assert script.status_code == 401
    assert 'href="/es/accounts/security/"' in script.json()["html"]
    form = client.post("/es/accounts/profile/", {"first_name": "Ana"})
    assert form.status_code == 403
    assert 'value="Ana"' in form.text
    for open_to_all in ("/es/", "/es/contact/write/"):
        assert client.get(open_to_all, follow=True).status_code == 200
    assert client.post("/es/accounts/logout/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_who_has_no_admin_sets_it_up_and_goes_on():
    client = after_password(UserFactory(groups=["Advisers"], preferred_language="es"))
    secret = client.get(ADD).context["form"].secret
    client.get("/es/my-learning/")
    shown = client.post(ADD, {"code": code_of(secret)}, follow=True).text
    assert 'href="/es/my-learning/"' in shown
    assert client.get("/es/my-learning/").status_code == 200
    assert client.get(PAGE).context["onward"] == ""


def test_representatives_and_learners_are_not_asked_on_the_site():
    for person in (representative(), UserFactory()):
        assert after_password(person).get("/en/my-learning/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_it_is_set_up_on_the_way_and_leads_back(assistant):
    client = after_password(assistant)
    wanted = "/admin/people/?q=ana"
    asked = assert_valid_html(client.get(wanted, follow=True))
    assert '<html lang="es"' in asked
    form = client.post("/admin/account/", {"name": "Ana"})
    assert form.status_code == 403
    assert 'value="Ana"' in assert_valid_html(form)
    client.get(wanted)
    secret = client.get(ADD).context["form"].secret
    shown = client.post(ADD, {"code": code_of(secret)}, follow=True)
    assert f'href="{wanted}"' in assert_valid_html(shown)
    assert f'href="{wanted}"' in client.get(PAGE).text
    assert client.get(wanted).status_code == 200
    assert wanted not in client.get(PAGE).text

    # A session that began without it is asked for it; one that was opened by it is not.
    old = Client()
    old.force_login(assistant)
    asked = old.get(wanted)["Location"]
    assert asked == "/es/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fpeople%2F%3Fq%3Dana"
    back = old.post(asked, {"code": code_of(secret, 1), "next": wanted})
    assert back["Location"] == wanted
    assert old.get(wanted).status_code == 200
    client.post("/en/accounts/2fa/totp/deactivate/")
    assert client.get(wanted)["Location"] == "/es/accounts/security/"
    assert not is_in(old)


def test_learners_are_not_asked_and_demos_neither(assistant, settings):
    learner = Client()
    learner.force_login(UserFactory())
    assert learner.get("/admin/").status_code == 403
    assert "needs a second factor" not in learner.get(PAGE).text
    settings.SECOND_FACTOR_REQUIRED = False
    assert after_password(assistant).get("/admin/").status_code == 200


def test_a_manager_takes_a_lost_one_away(client):
    manager = UserFactory(groups=["Programme managers"])
    client.force_login(manager)
    with_app(manager)
    asked = client.get("/admin/")["Location"]
    client.post(asked, {"code": code_of(SECRET), "next": "/admin/"})
    person, boss = UserFactory(preferred_language="it"), UserFactory(is_superuser=True)
    recovery = with_app(person)
    with_app(boss)
    page = f"/admin/users/{person.pk}/second-factor/"
    people = f"/admin/people/{person.pk}/"
    assert page in client.get(people).text
    assert str(person) in client.get(page).text
    opened = after_password(person)
    opened.post(SECOND_STEP, {"code": recovery[0]})
    assert is_in(opened)
    mail.outbox.clear()
    client.post(page)
    assert "is taken away" in client.get(people).text
    assert not is_in(opened)
    assert is_in(after_password(person))
    call_command("send_mails", stdout=io.StringIO())
    assert [each.to for each in mail.outbox] == [[person.email]]
    entry = ModelLogEntry.objects.get(action="accounts.take_factors")
    assert (entry.user, entry.object_id) == (manager, str(person.pk))
    assert "nothing to take away" in client.get(page).text
    for other in (boss, manager):
        page = f"/admin/users/{other.pk}/second-factor/"
        assert client.post(page).status_code in (302, 403)
        assert page not in client.get(f"/admin/people/{other.pk}/").text
        assert Authenticator.objects.filter(user=other).exists()


@pytest.mark.one_database
def test_the_first_administrator_needs_no_mail(client):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("let_in", "boss@example.org", stdout=out)
    call_command("let_in", "boss@example.org", "--administrator", stdout=out)
    link = out.getvalue().strip().removeprefix("http://localhost:8000")
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": PASSWORD}, follow=True)
    client.post(LOG_IN, {"login": "boss@example.org", "password": PASSWORD, "next": "/admin/"})
    assert client.get("/admin/")["Location"] == "/en/accounts/security/"
    assert 'name="password1"' not in Client().get(link, follow=True).text
    boss = User.objects.get(email="boss@example.org")
    with_app(boss)
    error = io.StringIO()
    call_command("let_in", boss.email, "--take-factors", stdout=out, stderr=error)
    assert not Authenticator.objects.exists()
    assert "taken away" in error.getvalue()
    with pytest.raises(CommandError):
        call_command("let_in", UserFactory().email, "--administrator", stdout=out)
