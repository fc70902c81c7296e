"""People and organisations in the admin, and the way into it."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import connection
from django.utils.html import strip_tags
from wagtail.models import ModelLogEntry

from accounts.models import Organisation, User
from accounts.organisation import organisations_called
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import PASSWORD, OrganisationFactory, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def test_log_in_of_the_admin_leads_to_the_site(client):
    response = client.get("/admin/login/?next=/admin/pages/")
    assert response.status_code == 302
    assert response["Location"].endswith("/accounts/login/?next=/admin/pages/")
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_the_admin_asks_strangers_to_log_in(client):
    response = client.get("/admin/")
    assert response["Location"] == "/accounts/login/?next=/admin/"


def test_a_learner_at_the_admin_is_one_line_of_the_log(client, caplog):
    client.force_login(UserFactory())
    logging.getLogger("django").addHandler(caplog.handler)
    client.get("/admin/")
    logging.getLogger("django").removeHandler(caplog.handler)
    lines = [(record.getMessage(), record.exc_info) for record in caplog.records]
    assert lines == [("Forbidden: /admin/", None)]


def test_learners_get_an_explanation(client):
    client.force_login(UserFactory())
    for url in ("/admin/", "/admin/pages/", "/admin/reports/completion/"):
        response = client.get(url)
        assert response.status_code == 403
        assert "This page is not open to you" in assert_valid_html(response)


def test_the_explanation_is_in_the_language_of_the_person(client):
    client.force_login(UserFactory(preferred_language="ar"))
    assert '<html lang="ar" dir="rtl">' in client.get("/admin/").content.decode()


def test_password_resets_of_the_admin_are_closed(client):
    for url in ("", "done/", "confirm/MQ/abc-def/", "complete/"):
        assert client.get(f"/admin/password_reset/{url}").status_code == 404


def test_new_person_can_log_in(client, admin_client):
    organisation = OrganisationFactory(name="City of Genoa")
    assert admin_client.get("/admin/users/new/").status_code == 200
    admin_client.post(
        "/admin/users/new/",
        {
            "email": "Ana@Example.org",
            "first_name": "Ana",
            "last_name": "Ruiz",
            "organisation": organisation.pk,
            "preferred_language": "es",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    ana = User.objects.get(email="ana@example.org")
    assert (ana.organisation, ana.preferred_language) == (organisation, "es")
    response = client.post("/accounts/login/", {"login": ana.email, "password": PASSWORD})
    assert response["Location"] == "/es/my-learning/"


def test_address_of_another_person_is_refused(admin_client):
    ben = UserFactory()
    UserFactory(email="ana@example.org")
    data = {
        "email": "ANA@example.org",
        "first_name": "Ana",
        "last_name": "Ruiz",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    for url in ("/admin/users/new/", f"/admin/users/edit/{ben.pk}/"):
        response = admin_client.post(url, data)
        assert response.status_code == 200
        assert response.context["form"].errors == {"email": ["Somebody has this address already."]}


def test_changed_address_is_the_one_to_log_in_with(client, admin_client):
    ana = UserFactory()
    assert admin_client.get(f"/admin/users/edit/{ana.pk}/").status_code == 200
    data = {"email": "new@example.org", "first_name": "Ana", "last_name": "R", "is_active": "on"}
    admin_client.post(f"/admin/users/edit/{ana.pk}/", data)
    assert list(EmailAddress.objects.filter(user=ana).values_list("email", "verified")) == [
        ("new@example.org", True)
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_people(admin_client, count, django_assert_num_queries):
    for number in range(count):
        UserFactory(organisation__name=f"Firm {number}")
    assert "Firm " in admin_client.get("/admin/users/").content.decode()
    with django_assert_num_queries(9):  # one is the row that says who looked
        admin_client.get("/admin/users/")


def order_of(html, names):
    return sorted(names, key=html.index)


def test_people_are_sorted_by_the_letters_of_their_last_names(admin_client):
    names = ["Álvarez", "Benali", "de la Cruz", "Zubiri", "zuloaga"]
    for name in reversed(names):
        UserFactory(first_name="Ana", last_name=name)
    html = admin_client.get("/admin/users/?ordering=name").content.decode()
    people = [f"Ana {name}" for name in names]
    assert order_of(html, people) == people


def test_who_has_no_organisation_stands_last_either_way(admin_client):
    UserFactory(first_name="Ana", last_name="Without", organisation=None)
    UserFactory(first_name="Ana", last_name="With")
    for ordering in ("organisation__name", "-organisation__name"):
        html = admin_client.get(f"/admin/users/?ordering={ordering}").content.decode()
        assert order_of(html, ["Ana Without", "Ana With"]) == ["Ana With", "Ana Without"]


def test_person_with_records_is_not_deleted(admin_client):
    learner = EnrolmentFactory().learner
    response = admin_client.post(f"/admin/users/delete/{learner.pk}/", follow=True)
    assert "Switch their accounts off instead" in response.content.decode()
    admin_client.post(f"/admin/bulk/accounts/user/delete/?id={learner.pk}")
    assert User.objects.filter(pk=learner.pk).exists()


def test_a_person_under_another_name_has_no_other_in_the_log(admin_client):
    person = EnrolmentFactory(learner__last_name="Ipotesi").learner
    for name in ("Ipotesi", "Forgotten"):
        form = {"email": person.email, "first_name": "F.", "last_name": name, "is_active": True}
        admin_client.post(f"/admin/users/edit/{person.pk}/", form)
    labels = ModelLogEntry.objects.for_instance(person).values_list("label", flat=True)
    assert list(labels) == ["F. Forgotten"] * 2


def test_person_without_records_is_deleted(admin_client):
    person = UserFactory()
    admin_client.post(f"/admin/users/delete/{person.pk}/")
    assert not User.objects.filter(pk=person.pk).exists()


@pytest.fixture
def manager(client):
    client.force_login(UserFactory(groups=["Programme managers"]))
    return client


def test_manager_keeps_organisations(manager):
    data = {"name": "Waterwise", "kind": "sme", "country": "PS", "city": "Ramallah"}
    manager.post("/admin/organisations/new/", data)
    organisation = Organisation.objects.get(name="Waterwise")
    html = manager.get("/admin/organisations/").content.decode()
    assert "Waterwise" in html
    assert "Palestine" in html
    manager.post(f"/admin/organisations/edit/{organisation.pk}/", {**data, "city": "Nablus"})
    organisation.refresh_from_db()
    assert organisation.city == "Nablus"


def test_organisations_are_sorted_by_the_letters_of_their_names(manager):
    names = ["Ágora", "City of Málaga", "City of Murcia", "água viva", "Zagora"]
    for name in names:
        OrganisationFactory(name=name)
    html = manager.get("/admin/organisations/").content.decode()
    assert order_of(html, names) == [names[0], names[3], *names[1:3], names[4]]
    html = manager.get("/admin/organisations/?ordering=-name").content.decode()
    assert order_of(html, names)[0] == "Zagora"
    assert list(Organisation.objects.all())[1].name == "água viva"


@pytest.mark.parametrize("name", ["Malaga agua", "¡¡!!"])
def test_an_organisation_is_added_once(manager, name):
    data = {"name": name, "kind": "sme", "country": "ES", "city": ""}
    manager.post("/admin/organisations/new/", data)
    again = {**data, "name": name.replace("a", "á", 1).upper()}
    html = manager.post("/admin/organisations/new/", again).content.decode()
    assert f"This organisation exists already, as “{name}”." in html
    assert again["name"] in html
    manager.post("/admin/organisations/new/", {**again, "country": "IT", "is_another": "on"})
    first, _second = organisations_called(name=name, kind="sme").order_by("country")
    manager.post(f"/admin/organisations/edit/{first.pk}/", {**again, "city": "Málaga"})
    first.refresh_from_db()
    assert (first.name, first.city) == (again["name"], "Málaga")


@pytest.mark.parametrize("count", [1, 20])
def test_list_of_organisations(manager, count, django_assert_num_queries):
    for number in range(count):
        UserFactory(organisation__name=f"Firm {number}")
    manager.get("/admin/organisations/")
    with django_assert_num_queries(12):  # the themes are read for the filters
        manager.get("/admin/organisations/")


def test_an_organisation_that_its_name_does_not_lead_to_is_shown(manager):
    """As a migration leaves it, where another one has the name already."""
    old, other = OrganisationFactory(name="Łódź"), OrganisationFactory(name="Lodz.", country="IT")
    Organisation.objects.filter(pk=old.pk).update(searched="łodz")
    assert "has the same name" not in manager.get("/admin/organisations/").text
    Organisation.objects.filter(pk=other.pk).update(country=old.country)
    html = manager.get("/admin/organisations/").text
    assert f'<a href="/admin/organisations/edit/{old.pk}/"><bdi>Łódź</bdi></a> has the same' in html
    assert f'<a href="/admin/organisations/edit/{other.pk}/"><bdi>Lodz.</bdi></a>' in html
    assert "has the same name" not in manager.get("/admin/organisations/results/").text

    data = {"name": "Łódź", "kind": old.kind, "country": old.country, "city": "Łódź"}
    edit = f"/admin/organisations/edit/{old.pk}/"
    assert "This organisation exists already, as “Lodz.”." in manager.post(edit, data).text
    assert manager.post(edit, data | {"name": "Łódź (port)"}).status_code == 302
    html = manager.get("/admin/organisations/?q=lodz").text
    assert "has the same name" not in html
    assert "Łódź (port)" in html


@pytest.mark.parametrize("words", ["malaga", "MÁLAGA", "málaga"])
def test_a_list_is_searched_however_a_name_is_written(admin_client, words):
    city = OrganisationFactory(name="City of Málaga")
    firm = OrganisationFactory(name="Waterwise", city="Málaga")
    person = UserFactory(last_name="Málaga")
    OrganisationFactory(name="Genoa", city="Genoa")
    found = admin_client.get("/admin/organisations/", {"q": words}).context["object_list"]
    assert list(found) == [city, firm]
    people = admin_client.get("/admin/users/", {"q": words}).context["object_list"]
    assert list(people) == [person]
    action = "/admin/bulk/accounts/user/set_active_state/"
    html = admin_client.get(action, {"id": "all", "q": words}).content.decode()
    assert re.findall(r"/admin/users/edit/(\d+)/", html) == [str(person.pk)]


def test_an_organisation_has_no_count_of_uses(manager):
    """It knows of no people, and nothing else is a use."""
    organisation = UserFactory().organisation
    html = manager.get(f"/admin/organisations/edit/{organisation.pk}/").content.decode()
    assert "/admin/organisations/usage/" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_with_people_is_not_deleted(admin_client, count):
    organisation = OrganisationFactory(name="Waterwise")
    UserFactory.create_batch(count, organisation=organisation)
    words = "1 person works for it" if count == 1 else "3 people work for it"
    url = f"/admin/organisations/delete/{organisation.pk}/"
    for response in (admin_client.get(url), admin_client.post(url)):
        html = response.content.decode()
        assert f"{words}, so it cannot be deleted." in html
        assert f'action="{url}"' not in html
        assert 'href="/admin/organisations/">Back to the organisations' in html
    edit = admin_client.get(f"/admin/organisations/edit/{organisation.pk}/").content.decode()
    for page in (html, edit):
        assert not re.search("(used|referenced) 0 times", page, flags=re.IGNORECASE)
    assert admin_client.delete(url).status_code == 405
    User.objects.filter(organisation=organisation).update(organisation=None)
    assert admin_client.delete(url).status_code == 405  # it would leave no line in the log
    assert f'action="{url}"' in admin_client.get(url).content.decode()
    admin_client.post(url)
    assert not Organisation.objects.filter(name="Waterwise").exists()


def test_an_organisation_that_is_deleted_while_a_person_is_saved_is_asked_for_again(admin_client):
    person = UserFactory()
    form = {
        "email": "ana@example.org",
        "first_name": "Ana",
        "last_name": "Ruiz",
        "preferred_language": "es",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_active": "on",
    }
    for address in ("/admin/users/new/", f"/admin/users/edit/{person.pk}/"):
        chosen = OrganisationFactory()

        def delete_between(execute, sql, params, many, context, chosen=chosen):
            # What is locked before it is saved was found by the check of the form already.
            if "accounts_organisation" in sql and " LIMIT 1" in sql:
                Organisation.objects.filter(pk=chosen.pk)._raw_delete("default")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(delete_between):
            answer = admin_client.post(address, form | {"organisation": chosen.pk})
        assert answer.status_code == 200
        assert "This organisation was deleted meanwhile. Choose another one." in answer.text
        assert 'value="Ruiz"' in answer.text
    assert not User.objects.filter(email="ana@example.org").exists()


@pytest.mark.parametrize("group", ["Editors", "Publishers", "Trainers"])
def test_others_keep_no_organisations(client, group):
    client.force_login(UserFactory(groups=[group]))
    response = client.get("/admin/organisations/")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("/admin/organisations/", ["Type", "Country", "People"]),
        ("/admin/users/", ["Email address", "Organisation", "Active", "Last login"]),
    ],
)
def test_each_value_in_a_list_has_the_name_of_its_column(admin_client, url, names):
    OrganisationFactory()
    page = admin_client.get(url).content.decode()
    assert re.findall(r'<td[^>]* data-label="([^"]*)"', page)[: len(names)] == names


def test_a_list_says_its_number_behind_the_name_of_what_it_counts(admin_client):
    OrganisationFactory.create_batch(3)
    assert "Organisations: 3" in admin_client.get("/admin/organisations/").content.decode()
    people = User.objects.count()
    assert f"People: {people}" in admin_client.get("/admin/users/").content.decode()


def test_the_form_of_a_new_organisation_says_what_it_does(admin_client):
    assert "Add an organisation" in admin_client.get("/admin/organisations/new/").content.decode()


def test_whoever_uses_the_portal_is_a_person_everywhere(admin_client):
    ana = UserFactory()
    chosen = f"?id={ana.pk}&next=/admin/users/"
    for url in (
        "users/",
        "users/new/",
        f"users/edit/{ana.pk}/",
        f"users/delete/{ana.pk}/",
        "users/?q=nobody-at-all",
        f"bulk/accounts/user/delete/{chosen}",
        f"bulk/accounts/user/set_active_state/{chosen}",
        f"bulk/accounts/user/assign_role/{chosen}",
    ):
        html = admin_client.get(f"/admin/{url}").content.decode()
        words = strip_tags(re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL))
        assert re.findall(r"[^.\n]*\busers?\b[^.\n]*", words, flags=re.IGNORECASE) == [], url
    assert "Add a person" in admin_client.get("/admin/users/").content.decode()


@pytest.mark.parametrize(
    ("action", "data", "done"),
    [
        ("set_active_state", {"mark_as_active": "False"}, "People who can no longer log in: 2"),
        ("set_active_state", {"mark_as_active": "True"}, "People who can log in now: 2"),
        ("assign_role", {"role": "Editors"}, "People with the role “Editors” now: 2"),
        ("delete", {}, "People deleted: 2"),
    ],
)
def test_what_is_done_with_several_people_is_said(admin_client, action, data, done):
    if "role" in data:
        data = {"role": Group.objects.get(name=data["role"]).pk}
    people = UserFactory.create_batch(2)
    chosen = "&".join(f"id={person.pk}" for person in people)
    url = f"/admin/bulk/accounts/user/{action}/?next=/admin/users/&{chosen}"
    assert done in admin_client.post(url, data, follow=True).content.decode()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/admin/users/new/", ["Write the email address.", "Write the first name."]),
        ("/admin/organisations/new/", ["Write the name of the organisation.", "Choose one."]),
    ],
)
def test_an_empty_field_says_what_to_do(admin_client, url, words):
    html = admin_client.post(url, {}).content.decode()
    assert "This field is required" not in html
    for each in words:
        assert each in html
