"""What managers change about the account of somebody else, and what they may not."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.ending_roles import set_last_day
from accounts.erasure.asking import ask_to_forget
from accounts.erasure.erase import forget
from accounts.looking_after import SWITCHED_OFF, SWITCHED_ON
from accounts.models import Session, User
from accounts.role_end import today
from notices.models import Mail
from tests.factories.people import OrganisationFactory, UserFactory

FORM = re.compile(r'<form[^>]* action="/admin/people/\d+/do/".*?</form>', re.DOTALL)
TOKEN = re.compile('name="csrfmiddlewaretoken" value="([^"]+)"')

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"])
    client.force_login(client.person)
    return client


def press(client, person, button):
    """The page that comes of pressing a button on the page of a person, as a browser does it."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client.cookies
    form = FORM.search(browser.get(f"/admin/people/{person.pk}/").text)
    token = TOKEN.search(form[0]) if form else None  # a button in an old tab
    sent = {"do": button} | ({"csrfmiddlewaretoken": token[1]} if token else {})
    page = browser if form else client
    return page.post(f"/admin/people/{person.pk}/do/", sent, follow=True).text


def test_a_manager_changes_an_account_and_the_log_says_so(manager):
    old, new = OrganisationFactory(name="Old"), OrganisationFactory(name="New")
    ana = UserFactory(first_name="Ana", last_name="Ruiz", organisation=old)
    page, edit = f"/admin/people/{ana.pk}/", f"/admin/people/{ana.pk}/edit/"
    assert f'href="{edit}"' in manager.get(page).text
    html = manager.get(edit).text
    assert 'value="Ana"' in html
    assert "New" not in html  # found by name: a list would have all
    assert "chooser__choose-button" in html
    sent = {"first_name": "Anna", "last_name": "Ruiz", "preferred_language": "it"}
    wrong = manager.post(edit, sent | {"first_name": "", "organisation": "99999"}).text
    for words in ("Write the first name.", "was deleted meanwhile", 'value="Ruiz"'):
        assert words in wrong
    shown = manager.post(edit, sent | {"organisation": new.pk}, follow=True).text
    assert "Saved." in shown
    assert "Changed: First name, Organisation, Preferred language" in shown
    ana.refresh_from_db()
    assert (str(ana), ana.organisation, ana.preferred_language) == ("Anna Ruiz", new, "it")
    again = manager.post(edit, sent | {"organisation": new.pk}, follow=True).text
    assert "Nothing was different" in again

    theirs = Client()
    theirs.force_login(ana)
    assert Session.objects.filter(user=ana).exists()
    assert "its sessions are ended" in press(manager, ana, "off")
    assert not Session.objects.filter(user=ana).exists()
    assert theirs.get("/en/my-learning/").status_code == 302
    assert "switched off already" in press(manager, ana, "off")
    assert "so no link is sent" in press(manager, ana, "link")
    assert "can log in again" in press(manager, ana, "on")
    assert "switched on already" in press(manager, ana, "on")
    assert "choose one of the buttons" in press(manager, ana, "odd")
    assert "leaves within a minute" in press(manager, ana, "link")
    assert "in the last ten minutes already" in press(manager, ana, "link")
    call_command("send_mails", stdout=io.StringIO())
    (told,) = mail.outbox
    assert told.to == [ana.email]
    assert "/it/accounts/password/reset/key/" in told.body
    log = ModelLogEntry.objects.for_instance(ana).order_by("pk")
    assert [(each.action, each.user) for each in log] == [
        (f"accounts.{act}", manager.person)
        for act in ("change", "switch_off", "switch_on", "send_link")
    ]
    ask_to_forget(ana, by=ana)
    assert "Keep it first" in press(manager, ana, "on")
    assert "Keep it first" in press(manager, ana, "off")
    forget(ana)
    assert "was erased meanwhile" in press(manager, ana, "link")
    assert "was erased meanwhile" in manager.get(edit).text
    assert edit not in manager.get(page).text


def test_roles_are_given_and_taken_but_no_administration(manager):
    guests = Group.objects.create(name="Guests")
    bosses = Group.objects.create(name="Bosses")
    bosses.permissions.add(Permission.objects.get(codename="change_user"))
    roles = {name: Group.objects.get(name=name).pk for name in ("Trainers", "Editors")}
    ana = UserFactory(groups=["Trainers", "Guests"])
    url = f"/admin/people/{ana.pk}/roles/"
    asked = manager.get(url).text
    assert "Trainers" in asked
    assert "Guests" not in asked
    manager.post(url, {"roles": [roles["Editors"]]})
    assert set(ana.groups.values_list("name", flat=True)) == {"Editors", "Guests"}
    assert Mail.objects.filter(person=ana, kind="roles_changed").count() == 1
    page = manager.get(f"/admin/people/{ana.pk}/").text
    assert "Role given: Editors" in page
    assert "Role taken: Trainers" in page
    for closed in (bosses, guests):
        assert "is not one of the available choices" in manager.post(url, {"roles": closed.pk}).text
    assert ana.groups.count() == 2
    assert (
        "Nothing was different" in manager.post(url, {"roles": roles["Editors"]}, follow=True).text
    )


def test_what_a_colleague_changes_meanwhile_stays(manager):
    roles = {name: Group.objects.get(name=name) for name in ("Trainers", "Editors", "Auditors")}
    ana = UserFactory(groups=["Trainers"])
    ana.groups.add(roles["Auditors"])
    set_last_day([ana], roles["Auditors"], today() + timedelta(days=9))
    url = f"/admin/people/{ana.pk}/roles/"
    form = manager.get(url).context["form"]
    sent = {
        "seen": form["seen"].value(),
        "roles": [roles[name].pk for name in ("Trainers", "Auditors", "Editors")],
        "role_last_day": today() + timedelta(days=9),
    }
    assert form["seen"].value() in manager.get(url).text
    ana.groups.remove(roles["Trainers"], roles["Auditors"])  # a colleague, in the meantime
    manager.post(url, sent)
    assert [each.name for each in ana.groups.all()] == ["Editors"]
    assert not ana.role_ends.exists()
    # Of who had none, too; and what is no key changes nothing.
    ben = UserFactory()
    url = f"/admin/people/{ben.pk}/roles/"
    seen = manager.get(url).context["form"]["seen"].value()
    ben.groups.add(roles["Trainers"])
    manager.post(url, {"seen": seen, "roles": [roles["Editors"].pk]})
    assert {each.name for each in ben.groups.all()} == {"Trainers", "Editors"}
    manager.post(url, {"seen": "x,²,", "roles": [roles["Editors"].pk]})
    assert {each.name for each in ben.groups.all()} == {"Trainers", "Editors"}


def test_the_whole_account_keeps_what_a_colleague_changed(client):
    client.force_login(UserFactory(is_superuser=True))
    trainers, editors = (Group.objects.get(name=name) for name in ("Trainers", "Editors"))
    ana = UserFactory(is_superuser=True, groups=["Trainers"])
    url = f"/admin/users/edit/{ana.pk}/"
    page = client.get(url)
    seen = page.context["form"]["seen"].value()
    assert f'value="{seen}"' in page.text
    sent = {
        **{name: getattr(ana, name) for name in ("email", "first_name", "last_name")},
        "is_active": "on",
        "is_superuser": "on",
        "seen": seen,
        "groups": [trainers.pk, editors.pk],
    }
    User.objects.filter(pk=ana.pk).update(is_superuser=False, is_active=False)  # by a colleague
    ana.groups.remove(trainers)
    assert client.post(url, sent).status_code == 302
    ana.refresh_from_db()
    assert (ana.is_superuser, ana.is_active, list(ana.groups.all())) == (False, False, [editors])
    assert not ModelLogEntry.objects.filter(data__roles=["Administrators"]).exists()
    # What is changed here is changed.
    sent |= {"seen": client.get(url).context["form"]["seen"].value(), "groups": []}
    client.post(url, sent)
    ana.refresh_from_db()
    assert (ana.is_superuser, ana.is_active, list(ana.groups.all())) == (True, True, [])
    assert ModelLogEntry.objects.filter(data__roles=["Administrators"]).count() == 1


def test_nobody_reaches_administrators_or_themselves(manager):
    boss, deputy = UserFactory(is_superuser=True), UserFactory()
    deputy.user_permissions.add(Permission.objects.get(codename="change_user"))
    for person, words in (
        (manager.person, "This is you."),
        (boss, "administers the portal"),
        (deputy, "administers the portal"),
    ):
        page = manager.get(f"/admin/people/{person.pk}/").text
        assert words in page
        for part in ("edit", "roles", "do"):
            url = f"/admin/people/{person.pk}/{part}/"
            assert url not in page
            answer = manager.post(url, {"do": "off", "first_name": "A", "last_name": "B"})
            assert answer["Location"] == "/admin/"
        before = (person.is_active, person.first_name)
        person.refresh_from_db()
        assert (person.is_active, person.first_name) == before
    for what in ("erase", "second-factor"):  # the same rule on screens of their own
        for person in (boss, deputy):
            answer = manager.get(f"/admin/users/{person.pk}/{what}/")
            assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    manager.force_login(UserFactory(is_superuser=True))
    assert "its sessions are ended" in press(manager, boss, "off")
    manager.force_login(UserFactory(groups=["Trainers"]))
    assert manager.post(f"/admin/people/{boss.pk}/do/", {"do": "on"})["Location"] == "/admin/"
    boss.refresh_from_db()
    assert not boss.is_active


@pytest.mark.one_database
def test_switching_several_at_once_is_followed_by_the_same(client):
    admin, on, off = UserFactory(is_superuser=True), UserFactory(), UserFactory(is_active=False)
    held = Client()
    held.force_login(on)
    assert Session.objects.filter(user=on).exists()
    client.force_login(admin)
    bulk = f"/admin/bulk/accounts/user/set_active_state/?id={on.pk}&id={off.pk}"
    client.post(bulk, {"mark_as_active": "False"})
    assert not Session.objects.filter(user=on).exists()
    client.post(bulk, {"mark_as_active": "True"})
    told = ModelLogEntry.objects.filter(action__startswith="accounts.switch")
    assert sorted((entry.action, entry.object_id) for entry in told) == sorted(
        [
            (SWITCHED_OFF, str(on.pk)),  # the other was off already
            (SWITCHED_ON, str(on.pk)),
            (SWITCHED_ON, str(off.pk)),
        ]
    )
    assert {entry.user for entry in told} == {admin}
