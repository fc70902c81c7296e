"""What a page costs over the wire."""

import gzip
import re

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command

from tests.factories.outline import EnrolmentFactory
from tests.factories.training import module_of, published_module

pytestmark = pytest.mark.django_db
PARTS = re.compile(
    r'<(?:link rel="(?:stylesheet|preload)" href|script type="module" src)="([^"]+)"'
)
PACKED = {"accept-encoding": "gzip"}


def test_pages_are_compressed(client):
    response = client.get("/en/", headers=PACKED)
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 15_000


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_cold_lesson_is_light(client, language, publishing):
    page, lessons = published_module(20)
    with publishing():
        call_command("sync_outline")
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    address = lessons[0].url.replace("/en/", f"/{language}/")
    html = client.get(address, headers=PACKED).content
    parts = {path: packed(path) for path in PARTS.findall(gzip.decompress(html).decode())}
    assert 1 + len(parts) <= 6
    assert len(html) + sum(parts.values()) < 60_000 - 6 * 800  # what headers take
    assert sum(size for path, size in parts.items() if path.endswith(".js")) < 15_000


def packed(path):
    """The size of a static file on the wire."""
    with open(find(path.removeprefix("/static/")), "rb") as file:
        content = file.read()
    return len(content if path.endswith(".woff2") else gzip.compress(content, 6))


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        ("/static/css/site.css", "gzip"),
        ("/static/js/frame.js", "gzip"),
        ("/static/vendor/rubik/rubik-latin.woff2", ""),
    ],
)
def test_static_files_are_packed_where_nothing_was_built(client, path, encoding):
    response = client.get(path, headers=PACKED)
    assert response.status_code == 200
    assert response.get("Content-Encoding", "") == encoding


def test_a_part_of_a_file_is_not_packed(client):
    response = client.get("/static/css/site.css", headers=PACKED | {"range": "bytes=0-99"})
    assert response.status_code == 206
    assert "Content-Encoding" not in response
    assert len(b"".join(response.streaming_content)) == 100
