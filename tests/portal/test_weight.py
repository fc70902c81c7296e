"""What a page costs over the wire."""

import pytest

pytestmark = pytest.mark.django_db


def test_pages_are_compressed(client):
    response = client.get("/en/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 15_000
