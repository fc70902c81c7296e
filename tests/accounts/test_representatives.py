"""Representing an organisation: how one comes to it, what it allows, how it ends."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.admin.forms import OrganisationForm
from accounts.erasure.erase import forget
from accounts.merging import merge_organisations
from accounts.models import DataAccess, Invitation, OwnDomain, Representative, User
from accounts.own_data.reading import read_everything
from accounts.representing import claim, confirm, end, representation_of, share
from notices.sending import send_waiting
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.html import assert_valid_html
from tests.threads import together

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database
PAGE = "/en/my-organisation/"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def representative(**facts):
    """A person who represents their organisation."""
    person = UserFactory(**facts)
    Representative.objects.create(
        organisation=person.organisation,
        person=person,
        asked_at=timezone.now(),
        since=timezone.now(),
    )
    return person


def subjects():
    """Whom mails went to, and what they say."""
    send_waiting()
    sent = [(*each.to, each.subject) for each in mail.outbox]
    mail.outbox.clear()
    return sent


def test_those_who_decide_hear_of_a_claim_once_and_while_it_waits():
    managers = [
        UserFactory(groups=["Programme managers"], preferred_language=language)
        for language in ("it", "en")
    ]
    UserFactory(groups=["Programme managers"], is_active=False)
    UserFactory(groups=["Trainers"])
    organisation = OrganisationFactory(name="Ipotesi")
    person, other = (UserFactory(organisation=organisation) for _ in "ab")
    assert claim(person=person) == claim(person=person)
    told = subjects()
    assert [to for to, _subject in told] == [each.email for each in managers]
    assert told[1][1] == "Somebody asks to represent Ipotesi"
    confirm(representative=claim(person=other), by=managers[1])
    assert [to for to, _subject in subjects()] == [other.email]  # it was decided meanwhile


def test_the_first_at_its_domain_is_confirmed_and_who_comes_second_waits():
    organisation = OrganisationFactory(name="Ipotesi")
    OwnDomain.objects.create(organisation=organisation, name="exämple.org")
    stranger, ana, ben = (
        UserFactory(organisation=organisation, email=email)
        for email in ("s@mail.exämple.org", "ana@exämple.org", "ben@exämple.org")
    )
    unconfirmed = UserFactory(organisation=organisation, email="u@exämple.org", verified=False)
    for person in (stranger, unconfirmed):
        page = signed_in(person)
        assert "looks at it first" in assert_valid_html(page.get(PAGE))
        assert page.post(f"{PAGE}claim/")["Location"] == PAGE
        assert "decides, and we write to you" in page.get(PAGE).text
        assert representation_of(person) is None
    page = signed_in(ana)
    assert "begin at once" in page.get(PAGE).text
    page.post(f"{PAGE}claim/")
    page.post(f"{PAGE}claim/")  # a second click
    assert representation_of(ana).by is None
    assert "represented already" in signed_in(ben).get(PAGE).text
    assert claim(person=ben).since is None
    assert claim(person=ana) == representation_of(ana)
    assert Representative.objects.count() == 4
    [entry] = ModelLogEntry.objects.for_instance(ana)
    assert (entry.action, entry.data) == ("accounts.represent", {"organisation": "Ipotesi"})
    # It may be taken back, and asked again.
    signed_in(ben).post(f"{PAGE}give-up/")
    assert claim(person=ben).state == "waiting"
    assert subjects() == []


def test_nobody_begins_again_without_a_decision():
    organisation = OrganisationFactory()
    OwnDomain.objects.create(organisation=organisation, name="example.org")
    ana, ben = (UserFactory(organisation=organisation) for _each in range(2))
    manager = UserFactory(groups=["Programme managers"])
    claim(person=ana)
    end(representative=representation_of(ana), by=manager)
    page = signed_in(ana)
    assert "looks at it first" in page.get(PAGE).text
    page.post(f"{PAGE}claim/")  # as from a tab that was open
    assert claim(person=ana).state == "waiting"
    # Nor by leaving, and coming back.
    ana.organisation = OrganisationFactory()
    ana.save()
    ana.organisation = organisation
    ana.save()
    assert claim(person=ana).state == "waiting"
    assert claim(person=ben).state == "standing"  # of whom nobody has decided anything


@pytest.mark.django_db(transaction=True)
def test_nobody_represents_what_they_moved_to_meanwhile():
    ana, other = representative(), OrganisationFactory()
    ben = UserFactory(organisation=ana.organisation)
    stale = User.objects.select_related("organisation").get(pk=ben.pk)
    ben.organisation = other
    ben.save()
    claim(person=ben)
    assert not share(representative=ana.representations.get(), colleague=stale, keeps=True)
    assert claim(person=ben).state == "waiting"


def test_nobody_is_flooded_with_invitations():
    ana = representative()
    page = signed_in(ana)
    dana = {"first_name": "Dana", "last_name": "Levi", "preferred_language": "es"}

    def invite_and_withdraw(email):
        answer = page.post(f"{PAGE}invite/", {**dana, "email": email})
        for each in Invitation.objects.filter(email=email, withdrawn_at=None):
            page.post(f"{PAGE}invitations/{each.pk}/withdraw/")
        return answer

    answers = [invite_and_withdraw("dana@example.org") for _each in range(5)]
    assert [each.status_code for each in answers] == [302] * 4 + [200]
    assert "four invitations within an hour" in assert_valid_html(answers[-1])
    for number in range(46):
        assert invite_and_withdraw(f"d{number}@example.org").status_code == 302
    assert "fifty invitations within a day" in invite_and_withdraw("last@example.org").text
    assert Invitation.objects.count() == 50


@one_database
def test_who_has_no_organisation_is_led_to_choose_one():
    page = signed_in(UserFactory(organisation=None))
    assert "/en/accounts/organisation/" in assert_valid_html(page.get(PAGE))
    assert page.post(f"{PAGE}claim/")["Location"] == "/en/accounts/organisation/"
    refused = page.get(f"{PAGE}invite/")
    assert refused.status_code == 403
    assert "Say where I work" in refused.text


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_first_and_one_in_the_queue():
    organisation = OrganisationFactory()
    OwnDomain.objects.create(organisation=organisation, name="example.org")
    people = [UserFactory(organisation=organisation) for _each in range(2)]
    together(*(lambda person=person: claim(person=person) for person in people))
    states = sorted(each.state for each in Representative.objects.all())
    assert states == ["standing", "waiting"]


def test_a_representative_looks_after_profile_and_people():
    ana = representative(organisation=OrganisationFactory(name="Ipotesi"))
    ben = UserFactory(organisation=ana.organisation, first_name="Ben", last_name="Sol")
    enrolment = EnrolmentFactory(learner=ben)
    page = signed_in(ana)
    html = assert_valid_html(page.get(PAGE))
    assert "Ben Sol" in html
    look = DataAccess.objects.get()
    assert (look.by, look.screen, look.people_count) == (ana, "my_organisation", 2)
    assert enrolment.module.title not in html

    profile = {"city": "Genova", "website": "ipotesi.example", "languages": ["it", "en"]}
    assert page.get(f"{PAGE}profile/").status_code == 200
    wrong = page.post(f"{PAGE}profile/", {**profile, "founded_in": "20"})
    assert "Write a year" in assert_valid_html(wrong)
    assert page.post(f"{PAGE}profile/", {**profile, "name": "Grabbed"})["Location"] == PAGE
    ana.organisation.refresh_from_db()
    said = ana.organisation
    assert (said.name, said.city, said.languages) == ("Ipotesi", "Genova", "it,en")
    assert "Genova" in page.get(PAGE).text

    dana = {"email": "dana@example.org", "first_name": "Dana", "last_name": "Levi"}
    dana["preferred_language"] = "es"
    assert_valid_html(page.get(f"{PAGE}invite/"))
    page.post(f"{PAGE}invite/", {**dana, "role": 1, "words": "Hello"})
    invitation = Invitation.objects.get()
    assert (invitation.organisation, invitation.role) == (ana.organisation, None)
    assert "invited already" in page.post(f"{PAGE}invite/", dana).text
    here = page.post(f"{PAGE}invite/", {**dana, "email": ben.email})
    assert "here already" in assert_valid_html(here)
    # What becomes of an address tells nothing of its account.
    off = UserFactory(is_active=False)
    assert "cannot write" in page.post(f"{PAGE}invite/", {**dana, "email": off.email}).text
    other = UserFactory()
    assert page.post(f"{PAGE}invite/", {**dana, "email": other.email})["Location"] == PAGE
    assert "dana@example.org" in page.get(PAGE).text
    withdraw = f"{PAGE}invitations/{invitation.pk}/withdraw/"
    assert signed_in(representative()).post(withdraw).status_code == 404
    assert page.post(withdraw)["Location"] == PAGE
    again = page.post(withdraw)  # a second click, or an old tab
    assert again.status_code == 404
    html = assert_valid_html(again)
    assert "done already" in html
    assert "Invite a colleague" in html
    mail.outbox.clear()
    subjects()

    remove = f"{PAGE}people/{ben.pk}/remove/"
    assert signed_in(representative()).post(remove).status_code == 404
    assert "Ben Sol" in assert_valid_html(page.get(remove))
    assert page.post(remove)["Location"] == PAGE
    ben.refresh_from_db()
    assert (ben.organisation, ben.organisation_since) == (None, None)
    assert subjects() == [(ben.email, "You no longer belong to Ipotesi")]
    enrolment.refresh_from_db()
    assert enrolment.organisation_id in (None, ana.organisation_id)
    page.get(PAGE)  # says what was done
    for answer in (page.post(remove), page.get(remove)):
        assert answer.status_code == 404
        assert "done already" in assert_valid_html(answer)
        assert "Ben Sol" not in answer.text
    assert page.post(f"{PAGE}people/{ana.pk}/remove/").status_code == 404


def test_the_role_is_shared_handed_on_and_given_up():
    ana = representative()
    organisation = ana.organisation
    ben, carla = (UserFactory(organisation=organisation) for _each in range(2))
    claim(person=ben)  # waits already
    page = signed_in(ana)
    assert "hand it on first" in assert_valid_html(page.get("/en/accounts/organisation/"))
    assert_valid_html(page.get(f"{PAGE}people/{ben.pk}/represent/"))
    page.post(f"{PAGE}people/{ben.pk}/represent/", {"too": ""})
    assert representation_of(ana)
    assert representation_of(ben).by == ana
    assert page.get(f"{PAGE}people/{ben.pk}/remove/").status_code == 404  # not one of its own
    assert "Represents it too." in assert_valid_html(page.get(PAGE))
    page.post(f"{PAGE}people/{carla.pk}/represent/", {"instead": ""})
    assert representation_of(ana) is None
    assert representation_of(carla)
    assert page.get(f"{PAGE}people/{ben.pk}/remove/").status_code == 403
    again = page.post(f"{PAGE}people/{carla.pk}/represent/", {"instead": ""})
    assert again.status_code == 403
    assert "you do not represent this organisation now" in assert_valid_html(again)
    name = f"You represent {organisation}"
    assert subjects() == [(ben.email, name), (carla.email, name)]
    page = signed_in(ben)
    assert "nobody represents it" not in page.get(f"{PAGE}give-up/").text
    page.post(f"{PAGE}give-up/")
    last = signed_in(carla)
    assert "Then nobody represents it" in assert_valid_html(last.get(f"{PAGE}give-up/"))
    last.post(f"{PAGE}give-up/")
    assert not Representative.objects.open().exists()
    assert "Nobody represents it yet" in last.get(PAGE).text
    assert subjects() == []  # who does it knows


def test_it_ends_where_one_leaves_and_follows_a_merge():
    first, second = (
        representative(organisation=OrganisationFactory(name=name)) for name in ("Aqua", "Acqua")
    )
    old, into = first.organisation, second.organisation
    OwnDomain.objects.create(organisation=old, name="aqua.example")
    since = User.objects.get(pk=first.pk).organisation_since
    merge_organisations(merged=old, into=into, by=None)
    standing = into.representatives.standing()
    assert {each.person for each in standing} == {first, second}
    assert [each.name for each in into.domains.all()] == ["aqua.example"]
    first.refresh_from_db()
    assert (first.organisation, first.organisation_since) == (into, since)
    first.save()  # all fields: nothing has changed
    assert representation_of(first)
    first.organisation = OrganisationFactory()
    first.save(update_fields=["organisation"])
    first.refresh_from_db()
    assert first.organisation_since > since
    assert representation_of(first) is None
    assert not share(representative=second.representations.get(), colleague=first, keeps=True)
    # Who is switched off, or was moved past the model, represents nothing.
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert representation_of(second) is None
    User.objects.filter(pk=second.pk).update(is_active=True, organisation=first.organisation)
    assert representation_of(second) is None


@one_database
def test_a_person_gets_and_loses_all_of_it():
    ana = representative(organisation=OrganisationFactory(name="Ipotesi"))
    given = str([*read_everything(ana)])
    assert "represent" in given
    forget(ana)
    assert not Representative.objects.exists()
    ana.refresh_from_db()
    assert ana.organisation_since is None or ana.organisation.name == ""


def test_managers_decide_the_queue(client):
    manager = UserFactory(groups=["Programme managers"])
    client.force_login(manager)
    empty = client.get("/admin/organisations/representatives/").text
    assert "Nobody represents an organisation yet" in empty
    ana, ben = UserFactory(), UserFactory(preferred_language="es")
    rows = [claim(person=each) for each in (ana, ben)]
    assert "Ask to represent an organisation: 2" in client.get("/admin/organisations/").text
    listed = client.get("/admin/organisations/representatives/?state=waiting").text
    assert str(ana) in listed
    addresses = [f"/admin/organisations/representatives/{each.pk}/" for each in rows]
    assert ana.email in client.get(addresses[0]).text
    client.post(addresses[0], {"confirm": ""})
    client.post(addresses[1], {"refuse": ""})
    client.post(addresses[1], {"confirm": ""})  # too late
    assert representation_of(ana).by == manager
    assert representation_of(ben) is None
    edit = client.get(f"/admin/organisations/edit/{ana.organisation_id}/").text
    assert addresses[0] in edit
    client.post(addresses[0], {"end": ""})
    assert representation_of(ana) is None
    assert [address for address, _subject in subjects()] == [ana.email, ben.email, ana.email]
    history = ModelLogEntry.objects.for_instance(ana).order_by("pk")
    assert [each.action for each in history] == [
        "accounts.represent",
        "accounts.end_representative",
    ]
    assert "No longer represents" in history.last().message
    assert not confirm(representative=rows[0], by=manager)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("gmail.com", "Anybody can have an address"),
        ("Yahoo.co.il", "Anybody can have an address"),
        ("it", "shared by many owners"),
        ("co.il", "shared by many owners"),
        ("example org", "is no domain"),
        ("-a.example", "is no domain"),
        ("127.0.0.1", "is no domain"),
        ("name@example.org", "is no domain"),
        ("taken.example", "another organisation: Other"),
    ],
)
@one_database
def test_what_confirms_nobody_is_no_domain(typed, said):
    other = OrganisationFactory(name="Other")
    OwnDomain.objects.create(organisation=other, name="taken.example")
    form = {"name": "Ipotesi", "kind": "sme", "country": "IT", "domains": typed}
    assert said in str(OrganisationForm(form).errors["domains"])


@one_database
def test_domains_are_kept_as_addresses_are():
    form = {"name": "Ipotesi", "kind": "sme", "country": "IT"}
    typed = "@Example.ORG\n\nXN--EXMPLE-CUA.org\nexample.org"
    made = OrganisationForm({**form, "domains": typed})
    organisation = made.save()
    names = [each.name for each in organisation.domains.all()]
    assert names == ["example.org", "exämple.org"]
    again = OrganisationForm(instance=organisation)
    assert again.initial["domains"] == "example.org\nexämple.org"
    kept = OrganisationForm({**form, "domains": "example.org"}, instance=organisation)
    kept.save()
    assert [each.name for each in organisation.domains.all()] == ["example.org"]
