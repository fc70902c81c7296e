import pytest


@pytest.mark.django_db
def test_root_follows_the_browser_language(client):
    response = client.get("/?a=1", headers={"accept-language": "ar,en;q=0.5"})
    assert response.status_code == 302
    assert response["Location"] == "/ar/?a=1"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("iw", "he"),
        ("iw-IL,en;q=0.8", "he"),
        ("IW-us", "he"),
        ("he-IL,he;q=0.9,en;q=0.8", "he"),
        ("es-MX", "es"),
        ("es-419,en;q=0.5", "es"),
        ("ar-PS", "ar"),
        ("ar-EG-x-private,en", "ar"),
        ("it-CH,de;q=0.9", "it"),
        ("en-GB,es;q=0.9", "en"),
        ("de,ar-PS;q=0.1,it;q=0.2", "it"),
        ("in,es;q=0.5", "es"),
        ("ji,iw;q=0.5", "he"),
        ("in", "en"),
        ("*", "en"),
        ("de", "en"),
    ],
)
def test_every_code_of_a_browser_leads_to_its_language(client, accepted, language):
    for address in ("/", "/training/"):
        response = client.get(address, headers={"accept-language": accepted})
        assert response["Location"].startswith(f"/{language}/"), address


@pytest.mark.django_db
def test_healthz_tells_that_all_is_well(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok"}
