"""The headers that keep visitors safe."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_site_runs_no_inline_code(client):
    policy = client.get("/en/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "frame-src https://www.youtube-nocookie.com https://player.vimeo.com" in policy


def test_the_admin_has_a_policy_of_its_own(admin_client):
    policy = admin_client.get("/admin/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy.split("; ")
    assert "https:" not in policy
    assert "base-uri 'self'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize("url", ["/en/", "/en/accounts/login/", "/en/nothing/", "/healthz"])
def test_every_answer_has_the_headers(client, url):
    response = client.get(url)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert len(response["X-Request-ID"]) == 8
