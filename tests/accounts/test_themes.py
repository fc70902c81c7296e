"""Themes: the list that managers keep, and what organisations offer and look for."""

from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.merging import compare, merge_organisations
from accounts.models import Organisation, OrganisationsFile, Representative, Theme
from accounts.organisations_file import OrganisationFate, check_organisations
from accounts.taking_in import take_in
from tests.factories.people import OrganisationFactory, ThemeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/themes/"
NAMES = ("name_en", "name_es", "name_it", "name_he", "name_ar")


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"], organisation=None)
    client.force_login(client.person)
    return client


@pytest.fixture
def themes():
    names = {"en": "Water", "es": "Agua", "he": "מים"}, {"en": "Clean air"}, {"en": "Light"}
    return [ThemeFactory(names=each) for each in names]


def form_of(response):
    return response.context["form"]


def add(client, *names):
    data = dict(zip(NAMES, [*names, *[""] * 5], strict=False))
    return client.post(f"{LIST}new/", data, follow=True)


def themes_of(organisation):
    return [list(map(str, field.all())) for field in (organisation.offers, organisation.looks_for)]


def test_a_manager_keeps_the_list(manager):
    assert "There are no themes yet." in manager.get(LIST).text
    add(manager, "Water", "Agua", "Acqua", "מים", "المياه")
    add(manager, "Clean air")
    water, air = Theme.objects.all()
    with override("he"):
        assert [str(water), str(air)] == ["מים", "Clean air"]
    for names, field, words in (
        (["", "Aire"], "name_en", "Write the name of the theme."),
        (["Wáter"], "name_en", "This theme is in the list already, as “Water”."),
        (["Sea", "AGUA"], "name_es", "This theme is in the list already, as “Water”."),
        (["Sea", "", "mare, onde"], "name_it", "Leave out commas and semicolons"),
    ):
        response = add(manager, *names)
        [refusal] = form_of(response).errors[field]
        assert refusal.startswith(words)
        assert f'value="{names[-1]}"' in response.text
    for text in ("acqu", "מים", "WAT"):
        assert list(manager.get(f"{LIST}?q={text}").context["object_list"]) == [water]
    assert "No theme has such a name." in manager.get(f"{LIST}?q=zeppelin").text
    manager.post(f"{LIST}reorder/{air.pk}/?position=0")
    assert list(Theme.objects.all()) == [air, water]
    manager.post(f"{LIST}edit/{water.pk}/", {"name_en": "Waters", "is_retired": "on"})
    water.refresh_from_db()
    assert (water.names, water.retired_at is None) == ({"en": "Waters"}, False)
    assert "retired on" in manager.get(LIST).text
    manager.post(f"{LIST}edit/{water.pk}/", {"name_en": "Waters"})
    assert list(Theme.objects.offered()) == [air, water]


def test_a_theme_that_is_in_use_is_not_deleted(manager, themes):
    water, air, light = themes
    OrganisationFactory().offers.add(water)
    OrganisationFactory().looks_for.add(air)
    for theme in (water, air):
        for answer in (manager.get, manager.post):
            html = answer(f"{LIST}delete/{theme.pk}/").text
            assert "Organisations or pages have this theme" in html
            assert f"{LIST}edit/{theme.pk}/" in html
    manager.post(f"{LIST}delete/{light.pk}/")
    assert list(Theme.objects.all()) == [water, air]


def test_a_representative_ticks_themes_and_a_retired_one_stays(client, themes):
    water, air, light = themes
    person = UserFactory()
    organisation, now = person.organisation, person.date_joined
    Representative.objects.create(person=person, organisation=organisation, asked_at=now, since=now)
    client.force_login(person)
    url = "/en/my-organisation/profile/"
    organisation.offers.add(light)
    Theme.objects.filter(pk__in=[air.pk, light.pk]).update(retired_at=now)
    fields = form_of(client.get(url)).fields
    assert list(fields["offers"].queryset) == [water, light]
    assert list(fields["looks_for"].queryset) == [water]
    client.post(url, {"city": "Murcia", "offers": [light.pk, water.pk], "looks_for": [water.pk]})
    assert themes_of(organisation) == [["Water", "Light"], ["Water"]]
    html = client.get("/en/my-organisation/").text
    assert "<dt>Offers</dt><dd>Water, Light</dd>" in html
    assert "<dt>Looks for</dt><dd>Water</dd>" in html
    refused = client.post(url, {"city": "Lorca", "looks_for": [air.pk, water.pk]})
    [refusal] = form_of(refused).errors["looks_for"]
    assert refusal.startswith("A theme that you had chosen is no longer in the list.")
    assert "Lorca" in refused.text
    assert themes_of(organisation) == [["Water", "Light"], ["Water"]]


def test_without_themes_nobody_is_asked_for_them(manager):
    page = manager.get(f"/admin/organisations/edit/{OrganisationFactory().pk}/")
    assert form_of(page).fields.keys().isdisjoint({"offers", "looks_for"})


def test_the_list_of_organisations_is_filtered_and_downloaded_with_themes(manager, themes):
    water, air, _light = themes
    aguas, city = OrganisationFactory(name="Aguas"), OrganisationFactory(name="City of Lecce")
    data = {"name": "Aguas", "kind": "sme", "country": "ES", "offers": [water.pk, air.pk]}
    manager.post(f"/admin/organisations/edit/{aguas.pk}/", data | {"is_autonomous": "unknown"})
    assert ModelLogEntry.objects.for_instance(aguas).get().action == "wagtail.edit"
    city.looks_for.add(water)
    merged = OrganisationFactory(name="Acque")
    merged.offers.add(water)
    merge_organisations(merged=merged, into=aguas, by=None)

    def found(query):
        context = manager.get(f"/admin/organisations/?{query}").context
        return [str(each) for each in context["object_list"]]

    assert found(f"offers={water.pk}") == ["Aguas"]
    assert found(f"looks_for={water.pk}") == ["City of Lecce"]
    assert found(f"looks_for={air.pk}") == []
    html = manager.get(LIST).text
    assert f'<a href="/admin/organisations/?offers={water.pk}">1</a>' in html
    response = manager.get("/admin/organisations/?export=csv&q=aguas")
    head, row = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert "Themes it offers,Themes it looks for" in head
    assert '"Water, Clean air",,' in row
    book = manager.get("/admin/organisations/?export=xlsx&q=lecce").getvalue()
    assert "Water" in [cell.value for cell in load_workbook(BytesIO(book)).active[2]]


def test_the_download_reads_themes_at_once(manager, themes, django_assert_max_num_queries):
    for _ in range(12):
        OrganisationFactory().offers.set(themes)
    with django_assert_max_num_queries(20):
        response = manager.get("/admin/organisations/?export=csv")
        assert b"".join(response.streaming_content).count(b"Water, Clean air, Light") == 12


def test_of_two_that_are_merged_the_themes_of_both_stay(themes):
    water, air, light = themes
    merged, into = OrganisationFactory(), OrganisationFactory()
    merged.offers.set([water, light])
    into.offers.set([air, water])
    into.looks_for.set([light])
    rows = {row.label: row for row in compare(merged, into)}
    offers, looks_for = rows["Themes it offers"], rows["Themes it looks for"]
    assert (offers.given_up, offers.is_taken) == ("Water, Light", True)
    assert set(offers.stays.split(", ")) == {"Water", "Clean air", "Light"}
    assert (looks_for.given_up, looks_for.stays, looks_for.is_taken) == ("", "Light", False)
    merge_organisations(merged=merged, into=into, by=None)
    assert themes_of(into) == [["Water", "Clean air", "Light"], ["Light"]]


def test_a_table_names_themes_in_any_language(themes):
    known = OrganisationFactory(name="Brisa", kind="sme", country="ES")
    known.offers.add(themes[-1])
    head = "Nombre;Tipo;País;Temas que ofrece;Temas que busca\n"
    text = f"{head}Aguas;sme;ES;AGUA, clean air, מים;\nBrisa;sme;ES;water;water\n"
    new, filled = check_organisations(text).rows
    assert (new.fate, filled.fate) == (OrganisationFate.NEW, OrganisationFate.FILLED)
    assert filled.notes == ["Is filled: Themes it looks for."]
    by = UserFactory()
    times = {"uploaded_at": by.date_joined, "confirmed_at": by.date_joined}
    file = OrganisationsFile.objects.create(text=text, uploaded_by=by, **times)
    assert take_in(file) == 2
    assert themes_of(Organisation.objects.get(name="Aguas")) == [["Water", "Clean air"], []]
    assert themes_of(known) == [["Light"], ["Water"]]


def test_an_unknown_theme_in_a_table_is_told_by_row_and_column(themes):
    Theme.objects.filter(pk=themes[-1].pk).update(retired_at=UserFactory().date_joined)
    text = "Name,Type,Country,Offers,Looks for\nA,sme,ES,Water,Wind\nB,sme,ES,light,\n"
    wrong = check_organisations(text).wrong
    told = [
        (row.number, problem.column, problem.words) for row in wrong for problem in row.problems
    ]
    assert [each[:2] for each in told] == [(2, "Themes it looks for"), (3, "Themes it offers")]
    assert told[0][2].startswith("“Wind” is not in the list of themes.")
