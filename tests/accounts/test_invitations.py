"""Inviting people: one by one, and what the link does for whom."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.erasure.periods import erase_expired
from accounts.giving_roles import roles_to_give
from accounts.inviting import (
    CannotBeInvited,
    Fate,
    InvitationRefusal,
    InvitationRefused,
    accept,
    invitation_token,
    invite,
    queue_invitations,
    role_given,
    send_again,
)
from accounts.models import Invitation, PendingSignup, User
from home.roles import ROLES
from learning.models import Enrolment
from notices.models import RefusedAddress
from notices.sending import send_waiting
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.training import module_of, published_module
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database

LIST = "/admin/people/invitations/"
NEW = f"{LIST}new/"
DANA = {"first_name": "Dana", "last_name": "Levi", "preferred_language": "es"}


def link():
    send_waiting()
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def main_of(response):
    return re.search("<main.*</main>", assert_valid_html(response), re.DOTALL)[0]


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"])
    client.force_login(client.person)
    return client


def test_from_the_form_to_the_module(manager):
    page, [lesson] = published_module()
    organisation = OrganisationFactory()
    asked = manager.get(NEW).context["form"]
    assert [label for _value, label in asked.fields["wanted"].choices][1:] == [page.title]
    assert "Administrators" not in str(asked["role"])
    form = {
        **DANA,
        "email": "Dana@Example.org",
        "organisation": organisation.pk,
        "wanted": asked.fields["wanted"].choices[1][0],
        "role": Group.objects.get(name="Trainers").pk,
        "words": "¡Ven con nosotros!",
    }
    missing = manager.post(NEW, {**form, "email": "dana@", "first_name": ""})
    assert "Write the first name." in missing.content.decode()
    assert not Invitation.objects.exists()
    assert manager.post(NEW, form)["Location"] == LIST
    assert "invited already" in manager.post(NEW, form).content.decode()
    invitation = Invitation.objects.get()

    address = link()
    assert address.startswith("/es/accounts/invited/")
    [message] = mail.outbox
    assert message.to == ["dana@example.org"]
    for words in (str(manager.person), page.title, organisation.name, "¡Ven con nosotros!"):
        assert words in message.body
    for scanner in (Client(), Client()):
        assert scanner.head(address).status_code == 200
        shown = scanner.get(address)
        assert "no-store" in shown["Cache-Control"]
        html = assert_valid_html(shown)
    for words in (str(manager.person), page.title, organisation.name, "¡Ven con nosotros!"):
        assert words in html
    assert not User.objects.filter(email="dana@example.org").exists()

    names = {"first_name": "D", "last_name": "L", "email": "dana@example.org"}
    Client().post("/en/accounts/signup/", names)
    phone = Client()
    assert "password1" in phone.post(address, {"password1": "dana-levi-2026"}).content.decode()
    assert phone.post(address)["Location"] == lesson.url
    dana = User.objects.get(email="dana@example.org")
    assert (dana.get_full_name(), dana.preferred_language) == ("Dana Levi", "es")
    assert dana.organisation == organisation
    assert [each.name for each in dana.groups.all()] == ["Trainers"]
    assert not dana.is_superuser
    assert dana.emailaddress_set.get().verified
    assert not PendingSignup.objects.exists()
    assert Enrolment.objects.get().module == module_of(page)
    logged = ModelLogEntry.objects.for_instance(dana).get()
    assert logged.action == "accounts.invitation_on"
    assert logged.user == manager.person
    assert logged.data == {"organisation": organisation.name, "role": "Trainers"}

    # A second click leads on; somebody else reads what became of it.
    assert phone.get(address).status_code == 302
    refused = Client().post(address)
    assert refused.status_code == 410
    assert User.objects.filter(email="dana@example.org").count() == 1
    assert manager.get(address).status_code == 410
    html = manager.get(f"{LIST}{invitation.pk}/").content.decode()
    assert "Accepted" in html
    assert "Withdraw it" not in html


def test_an_account_accepts_when_logged_in_and_no_other_one_does(manager):
    page, _lessons = published_module()
    organisation = OrganisationFactory()
    dana, other = UserFactory(email="dana@example.org"), UserFactory()
    start = f"/learn/modules/{module_of(page).key}/enrol/"
    invite(
        by=manager.person,
        email=dana.email,
        organisation=organisation,
        wanted=start,
        role=Group.objects.get(name="Editors"),
        **DANA | {"preferred_language": "en"},
    )
    address = link()
    stranger = Client()
    html = main_of(stranger.get(address))
    assert f"/en/accounts/login/?next={quote(address)}" in html
    assert "password1" not in html
    main_of(stranger.post(address))
    assert "Your account says" not in html
    stranger.force_login(other)
    for answer in (stranger.get(address), stranger.post(address)):
        assert answer.status_code == 403
        assert "is for another account" in main_of(answer)
    dana.refresh_from_db()
    assert dana.organisation != organisation
    assert not User.objects.filter(groups__name="Editors").exists()

    own = Client()
    own.force_login(dana)
    shown = main_of(own.get(address))
    assert "Accept</button>" in shown
    assert f"Welcome, <bdi>{dana.first_name}</bdi>" in shown
    assert f"work for <bdi>{dana.organisation}</bdi>" in shown
    assert f"becomes <bdi>{organisation}</bdi>" in shown
    assert not Enrolment.objects.exists()
    response = own.post(address, follow=True)
    assert "You have accepted the invitation." in response.content.decode()
    dana.refresh_from_db()
    assert (dana.organisation, dana.first_name) == (organisation, dana.first_name)
    assert [each.name for each in dana.groups.all()] == ["Editors"]
    assert Enrolment.objects.get().learner == dana
    accepted = Invitation.objects.get()
    assert f"/admin/people/{dana.pk}/" in manager.get(f"{LIST}{accepted.pk}/").content.decode()
    used = main_of(Client().get(address))
    assert "/accounts/signup/" not in used


def test_sent_again_withdrawn_run_out_and_found_by_state(manager):
    for name in ("again", "withdrawn", "late"):
        invite(by=manager.person, email=f"{name}@example.org", **DANA)
    send_waiting()
    rows = {each.email.partition("@")[0]: each for each in Invitation.objects.all()}
    links = {
        message.to[0].partition("@")[0]: re.search(r"https?://[^/]+(/\S+)", message.body)[1]
        for message in mail.outbox
    }
    assert manager.post(f"{LIST}{rows['again'].pk}/", {"again": ""}).status_code == 302
    assert manager.post(f"{LIST}{rows['withdrawn'].pk}/", {"withdraw": ""}).status_code == 302
    late = Invitation.objects.filter(pk=rows["late"].pk)
    late.update(sent_at=timezone.now() - timedelta(days=14, minutes=1))
    late = late.get()
    queue_invitations([late])
    newest = link()
    assert len(mail.outbox) == 4  # of one that has run out none leaves
    shown = manager.get(f"{LIST}{rows['again'].pk}/").content.decode()
    assert re.search(r"Works until</dt>\s*<dd>[^<]+ CES?T</dd>", shown)
    assert Client().get(links["again"]).status_code == 410
    assert Client().get(newest).status_code == 200
    refused = Client().post(links["withdrawn"])
    assert refused.status_code == 410
    assert "/accounts/signup/" in main_of(refused)
    answer = Client().post(f"/en/accounts/invited/{invitation_token(late)}/")
    assert "older than fourteen days" in main_of(answer)
    assert Client().get("/en/accounts/invited/odd/").status_code == 410
    assert not User.objects.filter(email__startswith="late").exists()
    assert not send_again(invitation=rows["withdrawn"], by=None)
    html = manager.post(f"{LIST}{rows['withdrawn'].pk}/", {"again": ""}, follow=True)
    assert "Nothing was done" in html.content.decode()

    for state, name in (("open", "again"), ("withdrawn", "withdrawn"), ("run_out", "late")):
        found = manager.get(f"{LIST}results/?state={state}").content.decode()
        assert re.findall(r"(\w+)@example.org", found) == [name]
    assert "No invitation matches" in manager.get(f"{LIST}?state=accepted").content.decode()
    assert "again@" in manager.get(f"{LIST}?q=AGAIN").content.decode()

    # One that ran out gives way to a new one.
    invite(by=manager.person, email="late@example.org", **DANA)
    assert late.state == "run_out"
    assert Invitation.objects.filter(email="late@example.org").count() == 2
    long_ago = timezone.now() - timedelta(days=45)
    Invitation.objects.standing().update(sent_at=long_ago)
    Invitation.objects.filter(pk=rows["withdrawn"].pk).update(withdrawn_at=long_ago)
    assert erase_expired() == {"accounts.Invitation": 3}
    assert Invitation.objects.get().pk == late.pk


@one_database
def test_nobody_gets_a_role_that_may_not_be_given(manager):
    UserFactory(email="off@example.org", is_active=False)
    RefusedAddress.objects.create(address="gone@example.org")
    for email, fate in (("off@example.org", Fate.OFF), ("gone@example.org", Fate.REFUSED)):
        with pytest.raises(CannotBeInvited) as refusal:
            invite(by=manager.person, email=email, **DANA)
        assert refusal.value.fate == fate

    assert {each.name for each in roles_to_give(manager.person)} == set(ROLES)
    own = Group.objects.create(name="Own")
    widened = Group.objects.get(name="Editors")
    widened.permissions.add(Permission.objects.get(codename="change_user"))
    roles = roles_to_give(manager.person)
    assert not roles.filter(pk__in=[own.pk, widened.pk]).exists()
    assert roles_to_give(UserFactory(is_superuser=True)).filter(pk=own.pk).exists()
    assert not roles_to_give(UserFactory(groups=["Trainers"])).exists()

    for email, role in (("a@example.org", own), ("b@example.org", widened)):
        manager.post(NEW, {**DANA, "email": email, "role": role.pk})
    assert not Invitation.objects.exists()
    trainers = Group.objects.get(name="Trainers")
    facts = DANA | {"preferred_language": "en"}
    invite(by=manager.person, email="dana@example.org", role=trainers, **facts)
    address = link()
    assert "Trainers" in main_of(Client().get(address))
    manager.person.groups.clear()
    shown = main_of(Client().get(address))
    assert "Trainers" not in shown  # nothing is promised that nobody gives
    assert Client().post(address).status_code == 302
    dana = User.objects.get(email="dana@example.org")
    assert not dana.groups.exists()

    # One whose account is switched off later gets nothing either.
    manager.person.groups.add(Group.objects.get(name="Programme managers"))
    invite(by=manager.person, email="dana@example.org", role=trainers, **DANA)
    address = link()
    User.objects.filter(pk=dana.pk).update(is_active=False)
    answer = Client().post(address)
    assert answer.status_code == 410
    assert "Escríbenos si es un error" in main_of(answer)
    assert "/accounts/signup/" not in main_of(answer)
    assert not dana.groups.exists()


@one_database
def test_an_address_gets_four_mails_an_hour_and_each_says_something(manager):
    form = {**DANA, "email": "dana@example.org", "preferred_language": "en"}
    manager.post(NEW, form)
    invitation = Invitation.objects.get()
    own = f"{LIST}{invitation.pk}/"
    assert f'href="{own}"' in manager.post(NEW, form).content.decode()
    send_waiting()
    assert "work with us: free online training. The button" in " ".join(mail.outbox[0].body.split())
    for _time in range(2):
        manager.post(own, {"again": ""})
    sent_at = Invitation.objects.get().sent_at
    refused = manager.post(own, {"again": ""}, follow=True).content.decode()
    assert "four invitations within an hour" in refused
    manager.post(own, {"withdraw": ""})
    assert "four invitations within an hour" in manager.post(NEW, form).content.decode()
    assert Invitation.objects.get().sent_at == sent_at
    assert manager.post(NEW, {**form, "email": "noa@example.org"}).status_code == 302


def test_nobody_gets_what_they_were_invited_to_once_they_are_switched_off(manager):
    person, organisation = UserFactory(organisation=None), OrganisationFactory()
    role = Group.objects.get(name="Publishers")
    own = manager.person
    invitation = invite(by=own, email=person.email, role=role, organisation=organisation)
    User.objects.filter(pk=person.pk).update(is_active=False)  # after the request began
    with pytest.raises(InvitationRefused) as refused:
        accept(token=invitation_token(invitation), person=person)
    assert refused.value.reason == InvitationRefusal.OFF
    person.refresh_from_db()
    assert (person.organisation, list(person.groups.all())) == (None, [])
    assert Invitation.objects.get().state == "open"


def test_nobody_invites_themselves_to_a_role(manager):
    own = manager.person
    role = Group.objects.get(name="Publishers")
    with pytest.raises(CannotBeInvited) as refused:
        invite(by=own, email=own.email, role=role)
    assert refused.value.args[0] == Fate.ONESELF
    invitation = invite(by=own, email="later@example.org", role=role)
    own.email = "later@example.org"  # it became the own address meanwhile
    own.save()
    assert role_given(Invitation.objects.get(pk=invitation.pk)) is None
