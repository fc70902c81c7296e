"""Addresses that others rely on lead where they say."""

import pytest

from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/en/accounts/profile/",
        "/en/accounts/security/",
        "/en/accounts/sessions/",
        "/en/accounts/data/",
        "/en/accounts/notices/",
        "/en/my-organisation/",
        "/admin/people/",
        "/admin/organisations/",
    ],
)
def test_the_address_is_there(client, path):
    person = UserFactory(groups=["Programme managers"], organisation=OrganisationFactory())
    client.force_login(person)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_address_of_mails_of_before_leads_to_that_of_today(client, language):
    old, new = f"/{language}/accounts/mails/", f"/{language}/accounts/notices/"
    assert client.get(old)["Location"] == f"/{language}/accounts/login/?next={old}"
    client.force_login(UserFactory())
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)
    assert client.get(new).status_code == 200
