"""An address that asks a list of people for what no filter knows: nobody, and it says why."""

import pytest
from django.apps import apps
from django.urls import get_resolver

from accounts.models import Letter, User
from tests.accounts.test_writing import ENGLISH, MODULES, PEOPLE, TRACKS, signed_in
from tests.factories.outline import EnrolmentFactory

pytestmark = pytest.mark.django_db
OF_PEOPLE_AND_MAILS = {"accounts", "contact", "reporting"}
REPORT = "/admin/reports/completion/"
OF_PEOPLE = {
    "signed_up_after=garbage": "signed_up_after",
    "signed_up_from=garbage": "Signed up",
    "at=99999": "Organisation",
    "at=gone": "Organisation",
    "role=99": "Role",
    "language=es&rol=3": "rol",
}
OF_LEARNERS = {
    "enrolled_after=garbage": "enrolled_after",
    "enrolled_from=garbage": "Enrolled",
    "country=nowhere": "Country",
    "colour=green": "colour",
}


def lists():
    """(roles, list, where one writes to it, {what follows the question mark: what is unknown})."""
    yield "Programme managers", "/admin/people/", PEOPLE, OF_PEOPLE
    yield "Trainers", REPORT, MODULES, OF_LEARNERS | {"module=99999": "Module"}
    yield "Trainers", f"{REPORT}tracks/", TRACKS, OF_LEARNERS | {"track=x": "Track"}


@pytest.mark.parametrize(("role", "address", "writing", "queries"), [*lists()])
def test_it_shows_writes_to_and_exports_nobody(role, address, writing, queries):
    client = signed_in(role)
    EnrolmentFactory()
    assert client.get(address).context["object_list"]
    for query, name in queries.items():
        page = client.get(f"{address}?{query}")
        assert not page.context["object_list"], query
        assert "This address names a filter that we do not know" in page.text, query
        assert f"<bdi>{name}</bdi>" in page.text, query
        write = client.get(f"{writing}?{query}")
        assert (write.context["count"], write.context["unknown"]) == (0, [name])
        assert "so nobody gets a letter" in write.text
        client.post(f"{writing}?{query}", ENGLISH)
        file = client.get(f"{address}?{query}&export=csv")
        assert file.status_code == 400
        assert name in file.text
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("role", "address", "writing", "queries"), [*lists()])
def test_what_belongs_to_the_look_is_no_filter(role, address, writing, queries):
    client = signed_in(role)
    EnrolmentFactory(learner__first_name="Zoe")
    query = "q=zoe&p=1&ordering=-seen_at&_w_filter_fragment=1&next=x&organisation="
    assert client.get(f"{address}?{query}").context["object_list"]
    assert client.get(f"{writing}?{query}").context["count"] == 1


def filtered_lists():
    """[address] of the lists of these apps in the admin that have filters, as routes name them."""
    for route, pattern in flat_routes():
        view = getattr(pattern.callback, "view_class", None)
        given = getattr(pattern.callback, "view_initkwargs", {})
        filters = given.get("filterset_class") or getattr(view, "filterset_class", None)
        app = view and apps.get_containing_app_config(view.__module__)
        is_among = app and app.name in OF_PEOPLE_AND_MAILS
        if filters and is_among and not given.get("results_only"):
            yield route


def flat_routes(patterns=None, before="/"):
    """(address, URLPattern) of every view that the portal has."""
    for each in patterns or get_resolver().url_patterns:
        route = f"{before}{each.pattern}"
        if hasattr(each, "url_patterns"):
            yield from flat_routes(each.url_patterns, route)
        else:
            yield route, each


def test_every_list_with_filters_says_which_one_it_does_not_know(client):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    module = EnrolmentFactory().module
    found = {each.replace("<uuid:key>", str(module.key)) for each in filtered_lists()}
    assert {"/admin/organisations/", "/admin/people/invitations/", "/admin/messages/"} < found
    assert len(found) >= 12
    for address in sorted(found):
        page = client.get(f"{address}?colour=green")
        assert page.status_code == 200, address
        assert not page.context["object_list"], address
        assert "This address names a filter that we do not know" in page.text, address
        assert "<bdi>colour</bdi>" in page.text, address
        assert f'href="{address}"' in page.text, address
        assert "a filter that we do not know" not in client.get(address).text, address


@pytest.mark.parametrize("address", ["/admin/organisations/", "/admin/messages/"])
def test_no_file_is_made_of_what_no_filter_knows(client, address):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    assert client.get(f"{address}?export=csv").status_code == 200
    for query in ("colour=green", "state=gone"):
        assert client.get(f"{address}?export=csv&{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["organisation=gone", "organisation=99", "last_login_from=x", "groop=1"]
)
def test_what_is_done_with_all_of_a_list_reaches_nobody_by_an_unknown_filter(client, query):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    person = EnrolmentFactory().learner
    assert not client.get(f"/admin/users/?{query}").context["object_list"]
    chosen = f"/admin/bulk/accounts/user/set_active_state/?id=all&{query}"
    response = client.post(chosen, {"mark_as_active": "False"})
    assert response["Location"] == f"/admin/users/?{query}"
    assert client.get(chosen)["Location"] == f"/admin/users/?{query}"
    person.refresh_from_db()
    assert person.is_active
    client.post(chosen.replace(query, "next=/admin/users/&q="), {"mark_as_active": "False"})
    person.refresh_from_db()
    assert not person.is_active
