"""The managers' list of organisations: narrowed, downloaded, and what people named themselves."""

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.merging import merge_organisations
from accounts.models import Organisation
from accounts.organisation import join_organisation
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/organisations/"


@pytest.fixture
def manager(client):
    person = UserFactory(
        groups=["Programme managers"], first_name="Dana", last_name="Levi", organisation=None
    )
    client.force_login(person)
    client.person = person
    return client


def names(client, query):
    return [each.name for each in client.get(f"{LIST}?{query}").context["object_list"]]


def test_the_list_is_narrowed_and_downloaded(manager):
    spain = OrganisationFactory(name="=Aguas", country="ES", city="Murcia")
    city = OrganisationFactory(name="City of Lecce", kind="public_body", country="IT")
    OrganisationFactory(name="", country="IT")  # of people who were forgotten
    old = OrganisationFactory(name="Brisa", country="IT")
    people = [UserFactory(organisation=spain), UserFactory(organisation=city)]
    merge_organisations(merged=old, into=spain, by=None)
    assert names(manager, "") == ["=Aguas", "City of Lecce"]
    assert names(manager, "kind=public_body") == ["City of Lecce"]
    assert names(manager, "country=ES") == ["=Aguas"]
    assert names(manager, "state=merged") == ["Brisa"]
    assert names(manager, "state=self_named") == names(manager, "state=to_look_at") == []
    assert names(manager, "state=odd&kind=x") == []
    html = manager.get(f"{LIST}?state=merged").text
    assert "merged into <bdi>=Aguas</bdi>" in html
    assert f"/admin/organisations/merge/{old.pk}/" not in html

    def lines(query):
        response = manager.get(f"{LIST}?export=csv&{query}")
        return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    head, *rows = lines("country=ES")
    assert head.startswith("Name,Type,Country,City,People,Also found as,Merged into,Named by")
    assert rows == [
        "'=Aguas,Small or medium-sized enterprise,Spain,Murcia,1,Brisa,,,,,,,,,,,,,,,,,,,"
    ]
    assert [row.split(",")[0] for row in lines("q=lecce")] == ["Name", "City of Lecce"]
    book = manager.get(f"{LIST}?export=xlsx&state=merged").getvalue()
    sheet = load_workbook(BytesIO(book)).active
    assert [cell.value for cell in sheet[2]][:7:6] == ["Brisa", "=Aguas"]

    page = manager.get(LIST).text
    url = f"/admin/people/?at={spain.pk}"
    assert f'<a href="{url}">1</a>' in page
    assert list(manager.get(url).context["object_list"]) == people[:1]
    bulk = f"/admin/bulk/accounts/user/assign_role/?id=all&organisation={spain.pk}"
    manager.person.is_superuser = True
    manager.person.save()
    chosen = manager.get(bulk).text
    assert f"/admin/users/edit/{people[0].pk}/" in chosen
    assert f"/admin/users/edit/{people[1].pk}/" not in chosen
    for odd in ("x", "9" * 30, "-1"):
        assert manager.get(f"/admin/people/?at={odd}").status_code == 200


def test_what_people_named_waits_until_somebody_looked(manager):
    OrganisationFactory(name="Aguas")
    for name in ("Claras", "Brisas"):
        person = UserFactory(organisation=None)
        join_organisation(person=person, kind="sme", name=name, country="ES")
    first, second = Organisation.objects.to_look_at()
    words = "Named by people themselves, to be looked at"
    assert f'<a href="?state=to_look_at">{words}: 2</a>' in manager.get(LIST).text
    assert words not in manager.get(f"{LIST}results/").text
    assert names(manager, "state=to_look_at") == ["Brisas", "Claras"]
    alike = OrganisationFactory(name="Brisas SL", kind="other")
    edit = manager.get(f"{LIST}edit/{first.pk}/").text
    assert f'href="/admin/organisations/merge/{first.pk}/?into={alike.pk}"' in edit
    look = f"{LIST}look/{first.pk}/"
    assert look in edit
    assert manager.get(look).status_code == 405
    assert manager.post(look)["Location"] == "/admin/organisations/?state=to_look_at"
    first.refresh_from_db()
    assert first.looked_at_by == manager.person
    seen = first.looked_at
    manager.post(look)  # once is enough
    first.refresh_from_db()
    assert first.looked_at == seen
    assert names(manager, "state=to_look_at") == ["Claras"]
    assert names(manager, "state=self_named") == ["Brisas", "Claras"]
    assert "by \u2068Dana Levi\u2069" in manager.get(LIST).text
    edit = manager.get(f"{LIST}edit/{first.pk}/").text
    assert look not in edit
    assert "Looked at on" in edit
    assert manager.post(f"{LIST}look/{second.pk}/")["Location"] == LIST
    assert manager.post(f"{LIST}look/999999/").status_code == 404
    assert words not in manager.get(LIST).text


def test_who_may_not_change_organisations_marks_none(client):
    waiting = OrganisationFactory(is_self_named=True)
    client.force_login(UserFactory(groups=["Editors"]))
    client.post(f"{LIST}look/{waiting.pk}/")
    assert Organisation.objects.to_look_at().exists()


def test_a_manager_writes_the_profile_and_reads_the_size_class(manager):
    firm = OrganisationFactory(name="Dugma Shade Ltd", country="IL", city="Tel Aviv")
    edit = f"/admin/organisations/edit/{firm.pk}/"
    page = manager.get(edit).text
    assert "the size class is not known" in page
    assert "not known without the headcount" in page
    sent = {"name": firm.name, "kind": "sme", "country": "IL", "city": "Tel Aviv"}
    odd = {"website": "no address", "founded_in": "3000", "headcount": "-1", "turnover": "much"}
    page = manager.post(edit, sent | odd | {"about": "Shade from the sun."}).text
    for words in (
        "Write the whole address, such as https://example.org.",
        "Write a year between 1000 and",
        "greater than or equal to 0",
        "Enter a whole number",
        "Shade from the sun.",
        'value="no address"',
    ):
        assert words in page
    full = {
        "website": "dugma.example",
        "languages": ["he", "en"],
        "about": "Shade from the sun.",
        "founded_in": "2014",
        "nace_section": "C",
        "figures_of": "2025",
        "headcount": "104.5",
        "turnover": "11000000",
        "is_autonomous": "true",
    }
    assert manager.post(edit, sent | full).status_code == 302
    firm.refresh_from_db()
    assert (firm.size_class, firm.website) == ("medium", "https://dugma.example")
    page = manager.get(edit).text
    assert "By Recommendation 2003/361/EC: Medium-sized enterprise." in page
    assert "In Israel, where the limit is 100 people: larger." in page
    assert page.count("checked") == 2
    assert names(manager, "size_class=medium") == [firm.name]
    response = manager.get(f"{LIST}?export=csv&country=IL")
    row = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[1]
    assert "https://dugma.example" in row
    assert row.endswith("C – Manufacturing,,,2025,104.5,11000000,,Yes,Medium-sized enterprise,,")

    firm.kind = "university"
    firm.save(update_fields=["kind"])
    firm.refresh_from_db()
    assert firm.size_class == ""
    assert "2003/361" not in manager.get(edit).text


def test_a_merge_takes_figures_together_or_not_at_all():
    figures = {"figures_of": 2025, "headcount": 9, "turnover": 1_000_000}
    old = OrganisationFactory(about="Water.", **figures)
    without = OrganisationFactory(website="https://agua.example")
    merge_organisations(merged=old, into=without, by=None)
    without.refresh_from_db()
    assert (without.about, without.size_class, without.headcount) == ("Water.", "micro", 9)
    other = OrganisationFactory(headcount=60)
    merge_organisations(merged=without, into=other, by=None)
    other.refresh_from_db()
    assert (other.turnover, other.size_class, other.website) == (None, "", "https://agua.example")


def test_a_page_of_it_is_sent_without_indents(manager):
    OrganisationFactory()
    page = manager.get(LIST)
    assert page.context["object_list"]
    assert b"\n  " not in page.content


def test_organisations_are_sorted_by_every_column(manager):
    make, now = OrganisationFactory, timezone.now()
    first = make(name="First", kind="sme", country="IT", looked_at=now)
    second = make(name="Second", kind="public_body", country="ES", looked_at=now.replace(year=2020))
    third = make(name="Third", kind="university", country="PS", looked_at=now.replace(year=2022))
    for number, organisation in enumerate((second, third, first)):
        UserFactory.create_batch(number, organisation=organisation)
    for column, expected in {
        "name": [first, second, third],
        "kind": [second, first, third],
        "country": [second, first, third],
        "people_count": [second, third, first],
        "looked_at": [second, third, first],
    }.items():
        for prefix, rows in (("", expected), ("-", expected[::-1])):
            told = names(manager, f"ordering={prefix}{column}")
            assert told == [each.name for each in rows], (prefix, column)


def test_a_full_page_of_long_names_is_light(manager):
    for number in range(20):
        OrganisationFactory(name=f"{number:03} {'ארגון מים ' * 5}", city="Ένα " * 10)
    assert len(manager.get(LIST).content) < 60_000
