import pytest


@pytest.mark.django_db
def test_root_follows_the_browser_language(client):
    response = client.get("/?a=1", headers={"accept-language": "ar,en;q=0.5"})
    assert response.status_code == 302
    assert response["Location"] == "/ar/?a=1"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.django_db
def test_healthz_tells_that_all_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok"}
