"""An address that asks a list of people for what no filter knows: nobody, and it says why."""

import pytest

from accounts.models import Letter, User
from tests.accounts.test_writing import ENGLISH, MODULES, PEOPLE, TRACKS, signed_in
from tests.factories.outline import EnrolmentFactory

pytestmark = pytest.mark.django_db
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


@pytest.mark.parametrize("query", ["organisation=gone", "organisation=99", "last_login_from=x"])
def test_what_is_done_with_all_of_a_list_reaches_nobody_by_an_unknown_filter(client, query):
    client.force_login(User.objects.create_superuser("root@example.org", "x"))
    person = EnrolmentFactory().learner
    assert not client.get(f"/admin/users/?{query}").context["object_list"]
    chosen = f"/admin/bulk/accounts/user/set_active_state/?id=all&{query}"
    client.post(chosen, {"mark_as_active": "False"})
    person.refresh_from_db()
    assert person.is_active
