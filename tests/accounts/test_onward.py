"""A `next` that leads nowhere safe counts as absent, wherever it is read."""

import pytest
from django.urls import reverse

from accounts.onward import onward_of
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

UNSAFE = [
    "/en/\0about/",
    "/en/about/\n",
    "/en/\x1b[31m/",
    "\0",
    "//evil.example/",
    "/en/\u202eabout/",
]
FORMS = ["account_login", "account_signup", "account_reset_password"]


@pytest.mark.parametrize("wanted", UNSAFE)
def test_it_is_handed_on_by_no_form_and_no_link(client, wanted):
    for name in FORMS:
        response = client.get(reverse(name), {"next": wanted})
        assert response.status_code == 200
        assert 'name="next"' not in response.text
        assert "the page that you wanted" not in response.text
        if name != "account_login":
            assert f'href="{reverse("account_login")}"' in response.text
    response = client.post(reverse("account_login"), {"login": "a", "next": wanted})
    assert 'name="next"' not in response.text
    into_the_admin = client.get("/admin/login/", {"next": wanted})["Location"]
    assert into_the_admin.endswith("?next=/admin/")


def test_it_is_followed_by_nobody_who_is_signed_in(client, admin_client, rf):
    client.force_login(UserFactory())
    organisation = reverse("account_organisation")
    data = {"kind": "sme", "name": "A", "country": "ES"}
    for wanted in UNSAFE:
        assert onward_of(rf.get("/", {"next": wanted})) == ""
        response = client.post(organisation, {**data, "next": wanted})
        assert response["Location"] == reverse("account_profile")
        deletion = reverse("delete_filter", args=[1])
        assert admin_client.get(deletion, {"next": wanted})["Location"] == reverse(
            "completion_report"
        )
    assert onward_of(rf.get("/", {"next": "/en/about/"})) == "/en/about/"
