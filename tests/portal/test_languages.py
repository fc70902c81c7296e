import pytest

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_address_without_language_leads_to_one(client):
    response = client.get("/training/?q=1", headers={"accept-language": "es"})
    assert response.status_code == 302
    assert response["Location"] == "/es/training/?q=1"


def test_what_the_admin_has_not_found_stays_in_the_admin(client):
    client.force_login(UserFactory(is_superuser=True))
    response = client.get("/admin/pages/999999/edit/")
    assert response.status_code == 404
    assert response["Content-Language"] == "en"


def test_missing_file_is_not_found(client):
    assert client.get("/documents/999999/nothing.pdf").status_code == 404
