"""How names of languages are written."""

import pytest
from django.template import Context, Template
from django.utils import translation

from content.languages.trees import mirror
from tests.factories.pages import home_page


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en", "es", "Spanish"),
        ("es", "en", "inglés"),
        ("es", "ar", "árabe"),
        ("it", "es", "spagnolo"),
        ("he", "en", "אנגלית"),
        ("ar", "en", "الإنجليزيّة"),
    ],
)
def test_inside_of_a_sentence_english_alone_has_capitals(language, code, name):
    template = Template("{% load languages %}{{ code|language_in_sentence }}")
    with translation.override(language):
        assert template.render(Context({"code": code})) == name


@pytest.mark.django_db
def test_a_text_that_is_not_translated_says_its_language_so(client):
    home_page()
    mirror()
    assert "n inglés</" in client.get("/es/").content.decode()
    assert "in inglese</" in client.get("/it/").content.decode()
