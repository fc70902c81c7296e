"""Choosing an organisation in a form of the admin."""

import pytest
from django.test import Client

from accounts.models import Organisation
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CHOOSE = "/admin/organisations/choose/"
INVITE = "/admin/people/invitations/new/"


def test_an_organisation_is_found_and_chosen(client):
    client.force_login(UserFactory(groups=["Programme managers"]))
    spain = OrganisationFactory(name="Río Limpio S.L.", city="Murcia")
    merged = OrganisationFactory(name="Rio Limpio", merged_into=spain)
    OrganisationFactory(name="Molo Inventato")
    Organisation.objects.create(name="", kind="sme")
    OrganisationFactory.create_batch(30)
    form = client.get(INVITE).content.decode()
    assert f'data-chooser-url="{CHOOSE}"' in form
    assert "chooser-widget" in form
    assert "Molo Inventato" not in form  # thousands would stand there
    assert client.get(CHOOSE).status_code == 200
    for words in ("rio", "MURCIA limpio"):
        found = client.get(f"{CHOOSE}results/", {"q": words}).content.decode()
        assert f"{CHOOSE}chosen/{spain.pk}/" in found
        assert f"{CHOOSE}chosen/{merged.pk}/" not in found
        assert "Molo" not in found
    chosen = client.get(f"{CHOOSE}chosen/{spain.pk}/").json()
    assert chosen["result"]["title"] == "Río Limpio S.L."
    for odd in ("x", "0", "9" * 30, str(merged.pk)):
        assert client.get(f"{CHOOSE}chosen/{odd}/").status_code == 404
    for odd in ("x", "9" * 30, "-1"):
        again = client.post(INVITE, {"email": "a@example.org", "organisation": odd})
        assert again.status_code == 200
        assert "Choose another one" in again.content.decode()
    again = client.post(INVITE, {"email": "a@", "organisation": merged.pk}).content.decode()
    assert f'value="{spain.pk}"' in again


def test_nobody_else_reads_the_list():
    for roles in ([], ["Trainers"], ["Editors"], ["Auditors"]):
        client = Client()
        client.force_login(UserFactory(groups=roles))
        for url in (CHOOSE, f"{CHOOSE}results/", f"{CHOOSE}chosen/1/"):
            answer = client.get(url)
            assert answer.status_code in (302, 403), url
            assert "organisation" not in answer.get("Location", "")
