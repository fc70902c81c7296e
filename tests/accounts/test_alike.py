"""Organisations that are named nearly so are shown before a second one is made."""

import pytest

from accounts.alike import find_alike
from accounts.merging import merge_organisations
from accounts.models import Organisation
from tests.factories.people import OrganisationFactory, UserFactory
from tests.html import assert_valid_html
from text.firms import core_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MINE = "/en/accounts/organisation/"
NEW = "/admin/organisations/new/"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aguas Claras, S.L.", "AGUAS CLARAS S.L.U."),
        ("Acqua e Città S. r. l. s.", "acqua e citta"),
        ("Waterwise Co. Ltd.", "Water-wise"),
        ("מים חכמים בע״מ", "מים חכמים"),
        ("Soluciones S. Coop.", "Soluciones"),
        ("Υδάτινες Λύσεις Α.Ε.", "Υδατινες Λυσεις"),
    ],
)
def test_signs_and_legal_forms_do_not_tell_firms_apart(one, other):
    assert core_of(one) == core_of(other)


def test_no_name_is_only_a_legal_form():
    assert [core_of(name) for name in ("S.A.", "Co", "SL Ltd", "***", " + ")] == [
        "sa",
        "co",
        "sl",
        "***",
        "+",
    ]


def test_what_is_alike(django_assert_num_queries):
    firm = OrganisationFactory(name="Aguas Claras S.L.", country="ES")
    slip = OrganisationFactory(name="Agua Claras", kind="university", country="IT")
    for name in ("Aguas Claras 2", "Aguas", "Claras", "Montes Claras"):
        OrganisationFactory(name=name)
    with django_assert_num_queries(3):
        assert find_alike(name="AGUAS-CLARAS Ltd") == [firm, slip]
    assert find_alike(name="Aguas Claras", other_than=firm) == [slip]
    merge_organisations(merged=firm, into=slip, by=None, is_kind_clear=True)
    assert find_alike(name="Aguas Claras") == [slip]
    assert find_alike(name="Aguas Claras 3") == []
    for number in "abcdefg":
        OrganisationFactory(name=f"Aguas Claras {number}")
    assert len(find_alike(name="Aguas Claras")) == 5
    slip.name = "Something else"  # a rename keeps what is compared in step
    slip.save()
    slip.refresh_from_db()
    assert slip.core == "somethingelse"


def test_a_person_chooses_the_one_that_is_there_or_goes_on(client):
    firm = OrganisationFactory(name="Aguas Claras S.L.", country="ES", city="Murcia")
    person = UserFactory(organisation=None)
    client.force_login(person)
    data = {"kind": "support", "name": "Águas claras", "country": "IT", "next": "/en/about/"}
    response = client.post(MINE, data)
    html = assert_valid_html(response)
    assert "There is one with nearly this name. Say whether it is yours." in html
    assert "Aguas Claras S.L.\u2069 (Small or medium-sized enterprise, Murcia, Spain)" in html
    form = response.context["form"]
    assert {name: form[name].value() for name in ("kind", "name", "country")} == {
        "kind": "support",
        "name": "Águas claras",
        "country": "IT",
    }
    assert list(form.fields) == ["kind", "name", "chosen", "country"]
    assert Organisation.objects.count() == 1

    again = client.post(MINE, data | {"chosen": "another", "country": ""})  # the country is missing
    assert again.context["form"].errors.keys() == {"country"}
    assert again.context["form"]["chosen"].value() == "another"
    for odd in ("99999", "x", "-1", "9" * 30, ""):
        assert client.post(MINE, data | {"chosen": odd}).status_code == 200
    person.refresh_from_db()
    assert person.organisation is None

    assert client.post(MINE, data | {"chosen": firm.pk})["Location"] == "/en/about/"
    person.refresh_from_db()
    assert person.organisation == firm
    client.post(MINE, data | {"chosen": "another"})
    person.refresh_from_db()
    made = person.organisation
    assert (made.name, made.kind, made.country) == ("Águas claras", "support", "IT")
    colleague = UserFactory(organisation=None)
    client.force_login(colleague)
    assert client.post(MINE, data).status_code == 302  # its very name is not asked about
    colleague.refresh_from_db()
    assert colleague.organisation == made


def test_a_manager_is_shown_what_is_there_and_may_go_on(client):
    firm = OrganisationFactory(name="Aguas & Claras S.L.", country="ES")
    client.force_login(UserFactory(groups=["Programme managers"], organisation=firm))
    data = {"kind": "sme", "country": "IT", "city": "Bari"}
    data["name"] = "Aguas Claras SRL"
    response = client.post(NEW, data)
    link = f'<a href="/admin/organisations/edit/{firm.pk}/"><bdi>Aguas &amp; Claras S.L.</bdi></a>'
    assert f"There is already: {link} (Small or medium-sized enterprise, Spain)." in response.text
    assert response.context["form"]["city"].value() == "Bari"
    assert list(response.context["form"].fields)[:2] == ["name", "is_another"]
    again = client.post(NEW, data | {"is_another": "on", "kind": ""})
    assert again.context["form"]["is_another"].value()  # the tick is not lost
    assert client.post(NEW, data | {"is_another": "on"}).status_code == 302
    made = Organisation.objects.get(country="IT")
    edit = f"/admin/organisations/edit/{made.pk}/"
    for unasked in ({"city": "Lecce"}, {"kind": "other"}, {"name": "Aguas Claras S.p.A."}):
        assert client.post(edit, data | unasked).status_code == 302
    assert client.post(edit, data | {"name": "Montes"}).status_code == 302
    assert "There is already" in client.post(edit, data).text
