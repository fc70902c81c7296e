"""The samples show everything there is, so that what is looked at is complete."""

import pytest
from django.utils.html import escape

from content.blocks import BodyBlock
from home.views.styleguide.blocks import sample_values
from home.views.styleguide.errors import PAGES
from notices.kinds import KINDS, filled
from tests.html import assert_valid_html, html_problems

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MAILS = [key for key, kind in KINDS.items() if kind.has_words]
NO_FILES = {"image": None, "recording": None, "document": None}


def test_every_block_has_a_sample(client):
    shown = {kind for kind, _value in sample_values(NO_FILES)}
    assert shown == set(BodyBlock().child_blocks)
    html = assert_valid_html(client.get("/en/styleguide/blocks/"))
    assert html.count('class="callout ') == 4
    assert 'class="key-figure block"' in html


@pytest.mark.parametrize("name", PAGES)
def test_every_error_page_has_its_status(client, name):
    response = client.get(f"/en/styleguide/errors/{name}/")
    assert str(response.status_code) == name.partition("-")[0]
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("kind", MAILS)
def test_every_mail_is_shown_with_its_styles(client, kind):
    response = client.get(f"/en/styleguide/mails/{kind}/")
    html = response.content.decode()
    assert html_problems(html) == ["inline <style>", "0 times <main>"]  # as mails are
    assert f"<title>{escape(filled(str(KINDS[kind].subject), KINDS[kind].sample))}</title>" in html
    assert "'unsafe-inline'" in response["Content-Security-Policy"]


def test_every_mail_is_listed_with_its_text(client):
    html = assert_valid_html(client.get("/en/styleguide/mails/"))
    for key in MAILS:
        kind = KINDS[key]
        assert escape(filled(str(kind.subject), kind.sample)) in html
        for paragraph in filled(str(kind.text), kind.sample).split("\n\n"):
            assert escape(paragraph) in html
        assert escape(str(kind.reason)) in html
        assert f'href="/en/styleguide/mails/{key}/"' in html


@pytest.mark.parametrize("path", ["errors/418", "mails/love_letter"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(f"/en/styleguide/{path}/").status_code == 404
