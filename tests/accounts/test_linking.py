"""Links between organisations: kept, refused, moved, and the size classes that follow."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.linking import (
    LinkFault,
    LinkRefused,
    dropped_links,
    remove_link,
    save_link,
)
from accounts.merging import follow, merge_organisations
from accounts.models import EnterpriseLink, Organisation
from accounts.organisations_file import check_organisations
from accounts.reckoned import odd_size_classes
from accounts.taking_in import write_organisations
from learning.models import Completion, Enrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol
from tests.factories.actors import ACTOR
from tests.factories.links import classes, firm, link
from tests.factories.outline import ActivityFactory
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database
LIST = "/admin/organisations/"


def refused(*args, **options):
    with pytest.raises(LinkRefused) as refusal:
        link(*args, **options)
    return refusal.value.fault


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"], organisation=None)
    client.force_login(client.person)
    return client


@one_database
def test_a_link_changes_the_classes_of_both_and_of_those_beyond():
    one, two, three, far = firm(5), firm(8), firm(260), firm(30)
    first = link(one, two, 60)
    assert classes(one, two) == ["small", "small"]
    second = link(three, two, 30)  # 5 + 8 + 78; and 260 + 30 % of 13
    assert classes(one, two, three) == ["medium", "medium", "large"]
    link(far, one, 24)
    assert classes(one, far) == ["medium", "small"]
    second.share = Decimal(10)
    save_link(second, by=None)
    assert classes(one, two, three) == ["small", "small", "large"]
    two.headcount = None  # what it lacks is lacking for who it counts in with
    two.save(update_fields=["headcount"])
    assert classes(one, two, far) == ["", "", "small"]
    two.headcount = 4
    two.save()
    assert (two.size_class, classes(one)) == ("micro", ["micro"])
    two.kind = "public_body"
    two.save(update_fields=["kind"])
    assert classes(one, two) == ["micro", ""]
    two.kind = "sme"
    two.headcount = 100
    two.save()
    assert classes(one) == ["medium"]
    remove_link(first.pk, by=None)
    assert classes(one, two) == ["micro", "medium"]
    assert list(odd_size_classes()) == []


@one_database
def test_who_is_not_autonomous_has_a_class_when_the_links_are_there():
    one, city = firm(is_autonomous=False), OrganisationFactory(kind="public_body")
    assert classes(one) == [""]
    made = link(city, one, 25)
    assert classes(one) == ["large"]
    made.is_exempt = True
    save_link(made, by=None)
    assert classes(one) == ["micro"]
    university = OrganisationFactory(kind="university")
    link(university, one, 50)
    assert classes(one) == ["micro"]


@one_database
def test_what_is_refused_changes_nothing():
    one, two, three = firm(), firm(), firm()
    assert refused(one, one, 30) == LinkFault.ITSELF
    assert refused(one, two) == LinkFault.NOTHING
    assert refused(one, two, 60, is_exempt=True) == LinkFault.EXEMPT
    assert refused(one, two, 30, is_linked=True, is_exempt=True) == LinkFault.EXEMPT
    made = link(one, two, 60)
    assert refused(one, two, 10) == LinkFault.TWICE
    assert refused(three, two, "40.01") == LinkFault.SUM
    link(two, three, is_linked=True)
    assert refused(three, one, 51) == LinkFault.CIRCLE
    assert refused(two, one, is_linked=True) == LinkFault.CIRCLE
    link(three, one, 50)  # who is controlled may hold a share
    other = EnterpriseLink.objects.get(pk=made.pk)
    remove_link(made.pk, by=None)
    with pytest.raises(LinkRefused) as refusal:
        save_link(other, by=None)
    assert refusal.value.fault == LinkFault.GONE
    with pytest.raises(LinkRefused):
        remove_link(made.pk, by=None)
    gone = firm()
    Organisation.objects.filter(pk=gone.pk).delete()
    assert refused(one, gone, 30) == LinkFault.GONE
    assert EnterpriseLink.objects.count() == 2
    assert list(odd_size_classes()) == []


@pytest.mark.parametrize("odd", [{"share": 0}, {"share": 101}, {"share": None}, {"held": None}])
def test_the_database_takes_no_odd_link(odd):
    one, two = firm(), firm()
    values = {"holder": one, "held": two, "share": 30} | odd
    values["held"] = values["held"] or one
    with pytest.raises(IntegrityError), transaction.atomic():
        EnterpriseLink.objects.create(**values)


@one_database
def test_a_merge_takes_links_along_and_drops_what_does_not_fit():
    old, new, mother, daughter, other = firm(), firm(), firm(80), firm(20), firm(300)
    link(old, new, 30)
    link(mother, old, 60)
    link(mother, new, 55)
    link(old, daughter, 51)
    link(other, old, 40)
    said = dropped_links(old, new)
    assert len(said) == 2
    assert said[0] == f"\u2068{old}\u2069 holds 30 % of \u2068{new}\u2069"
    assert ("Links to other enterprises", 4) in follow(old)
    merge_organisations(merged=old, into=new, by=None)
    rows = EnterpriseLink.objects.order_by("pk").values_list("holder", "held", "share")
    assert list(rows) == [
        (mother.pk, new.pk, 55),
        (new.pk, daughter.pk, 51),
        (other.pk, new.pk, 40),
    ]
    assert classes(new, mother, daughter, other) == ["medium", "medium", "medium", "large"]
    assert list(odd_size_classes()) == []
    third, late = firm(), firm()
    made = EnterpriseLink(holder=third, held=late, share=Decimal(30))
    merge_organisations(merged=late, into=daughter, by=None)
    save_link(made, by=None)  # as it was meant before the merge
    assert made.held == daughter


@one_database
def test_records_keep_the_class_of_their_day_with_links():
    one, two = firm(5), firm(30)
    learner, activity = UserFactory(organisation=one), ActivityFactory()
    made = link(two, one, 60)
    enrol(learner=learner, module=activity.module, actor=ACTOR)
    remove_link(made.pk, by=None)
    complete_activity(learner=learner, activity=activity, actor=ACTOR)
    assert Enrolment.objects.get().size_class == "small"
    assert Completion.objects.get().size_class == "micro"


@one_database
def test_check_records_finds_and_mends_a_class_that_is_off(capsys):
    one, two = firm(5), firm(30)
    link(two, one, 60)
    call_command("check_records")
    Organisation.objects.filter(pk=one.pk).update(size_class="micro")
    assert list(odd_size_classes()) == [one]
    with pytest.raises(CommandError):
        call_command("check_records")
    assert f"{one}: its size class is not that of its figures and links" in capsys.readouterr().out
    call_command("check_records", repair=True)
    assert classes(one) == ["small"]


@one_database
def test_what_a_public_body_holds_beside_is_not_read():
    city = OrganisationFactory(kind="public_body")
    own = firm()
    link(city, own, 30)
    own.refresh_from_db()
    with CaptureQueriesContext(connection) as few:
        own.save()
    for _each in range(5):
        link(city, firm(), 30)
    with CaptureQueriesContext(connection) as many:
        own.save()
    assert len(many) == len(few)


@one_database
def test_a_file_fills_figures_of_who_is_linked():
    one, two = OrganisationFactory(name="Aguas", headcount=None), firm(30)
    link(two, one, 60)
    assert classes(two) == [""]
    head = "name,type,country,headcount,turnover,balance sheet"
    rows = check_organisations(f"{head}\nAguas,sme,ES,40,1,1\n").rows
    write_organisations(rows, None)
    assert [row.fate for row in rows] == ["filled"]
    assert classes(one, two) == ["medium", "medium"]


@one_database
def test_a_manager_links_changes_and_removes(manager):
    one, two = firm(5, name="Aguas <Uno>"), firm(30, turnover=3_000_000, name="Brisa Dos")
    edit, add = f"{LIST}edit/{one.pk}/", f"{LIST}link/{one.pk}/"
    page = manager.get(edit).text
    assert add in page
    assert "How the size class comes about" not in page
    assert "The link" not in manager.get(add).text
    page = manager.post(add, {"share": "120", "is_linked": "on"}).text
    for words in ("Choose the other organisation.", "Choose one.", 'value="120"', "less than or"):
        assert words in page
    sent = {"other": two.pk, "direction": "is_held"}
    page = manager.post(add, sent).text
    assert str(LinkFault.NOTHING.label) in page
    assert (
        str(LinkFault.ITSELF.label) in manager.post(add, sent | {"other": one.pk, "share": 5}).text
    )
    response = manager.post(add, sent | {"share": "33.5"}, follow=True)
    assert response.redirect_chain[-1][0] == edit
    words = "\u2068Brisa Dos\u2069 holds 33.5 % of \u2068Aguas &lt;Uno&gt;\u2069"
    page = response.text
    assert f"The link is saved: {words}" in page
    assert page.count(words) == 2
    for cell in (
        "<td>partner</td>",
        "<bdi>33.5 %</bdi>",
        "<td>3,000,000</td>",
        "15.05",
        "1,005,001",
    ):
        assert cell in page
    assert "By Recommendation 2003/361/EC: Small enterprise." in page
    assert "for two years in a row (article 4(2))" in page
    assert words in manager.get(f"{LIST}edit/{two.pk}/").text

    made = EnterpriseLink.objects.get()
    change = f"{LIST}link/{two.pk}/{made.pk}/"
    assert change in manager.get(f"{LIST}edit/{two.pk}/").text
    page = manager.get(change).text
    assert 'value="33.50"' in page
    assert 'value="holds"' in page
    sent = {"other": one.pk, "direction": "holds", "share": "", "is_linked": "on"}
    page = manager.post(change, sent, follow=True).text
    assert "\u2068Brisa Dos\u2069 controls \u2068Aguas &lt;Uno&gt;\u2069" in page
    assert "<td>linked</td>" in page

    response = manager.get(f"{LIST}?export=csv&q=aguas")
    rows = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0].endswith("What it holds of others,What others hold of it")
    assert rows[1].endswith(",,Brisa Dos controls Aguas <Uno>")

    assert "Link changed" in manager.get(f"{LIST}history/{one.pk}/").text
    page = manager.post(f"{change}remove/", follow=True).text
    assert "The link is removed" in page
    gone = str(LinkFault.GONE.label)
    for response in (
        manager.get(change, follow=True),
        manager.post(change, sent, follow=True),
        manager.post(f"{change}remove/", follow=True),
    ):
        assert gone in response.text
    for each in (one, two):
        entries = ModelLogEntry.objects.for_instance(each).order_by("pk")
        told = [entry.action for entry in entries if "link" in entry.action]
        assert told == ["accounts.link", "accounts.change_link", "accounts.unlink"]
        assert {entry.user for entry in entries} == {manager.person}
    assert manager.get(f"{LIST}link/999999/").status_code == 404


@one_database
def test_what_is_missing_is_said(manager):
    one, two = firm(5), OrganisationFactory(name="Brisa Dos", is_autonomous=True)
    three = OrganisationFactory(name="Costa Tres", headcount=1, turnover=1, balance_sheet=1)
    link(two, one, 60)
    link(three, two, 30)
    page = manager.get(f"{LIST}edit/{one.pk}/").text
    assert "Write them on the page of: \u2068Brisa Dos\u2069" in page
    assert "<strong>not known</strong>" in page
    page = manager.get(f"{LIST}edit/{three.pk}/").text
    assert "linked with the partner \u2068Brisa Dos\u2069" in page
    assert "By its links it is not" in manager.get(f"{LIST}edit/{two.pk}/").text
    city = OrganisationFactory(kind="public_body")
    link(city, one, 30)
    assert "Public bodies control a quarter or more" in manager.get(f"{LIST}edit/{one.pk}/").text
    assert "Size class and links" in manager.get(f"{LIST}edit/{city.pk}/").text
    alone = firm(is_autonomous=False)
    assert "nobody has said yet" in manager.get(f"{LIST}edit/{alone.pk}/").text


@one_database
def test_a_linked_organisation_is_not_deleted(admin_client):
    one, two = firm(), firm()
    link(one, two, 30)
    admin_client.post(f"{LIST}delete/{one.pk}/")
    assert Organisation.objects.filter(pk=one.pk).exists()


@one_database
def test_exports_and_lists_ask_no_query_for_each_row(manager):
    mother = firm()

    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            response = manager.get(address)
            if response.streaming:
                b"".join(response.streaming_content)
        return len(asked)

    link(mother, firm(), 60)
    addresses = (LIST, f"{LIST}?export=csv")
    few = [queries(address) for address in addresses]
    for _each in range(8):
        link(mother, firm(), 60)
    assert [queries(address) for address in addresses] == few


@one_database
def test_representatives_read_links_and_change_none(client):
    one, two = firm(5, name="Aguas"), firm(30, name="Brisa")
    person = UserFactory(organisation=one)
    one.representatives.create(person=person, asked_at=person.date_joined, since=person.date_joined)
    made = link(two, one, 30)
    client.force_login(person)
    page = client.get("/en/my-organisation/").text
    assert "\u2068Brisa\u2069 holds 30 % of \u2068Aguas\u2069" in page
    client.post(f"{LIST}link/{one.pk}/{made.pk}/remove/")
    assert EnterpriseLink.objects.exists()
