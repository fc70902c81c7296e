"""How names of languages are written."""

import pytest
from django.template import Context, Template
from django.utils import translation
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from content.languages.trees import mirror_pages
from home.models import StandardPage
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
def test_the_report_of_translations_has_an_order(admin_client):
    home, spanish = home_page(), Locale.objects.get(language_code="es")
    for title in ("Second", "First", "Third"):
        page = home.add_child(instance=StandardPage(title=title))
        source, _made = TranslationSource.update_or_create_from_instance(page)
        Translation.objects.create(source=source, target_locale=spanish)
    response = admin_client.get("/admin/localize/reports/translations/")
    names = [each.source.object_repr for each in response.context["object_list"]]
    assert names == ["First", "Second", "Third"]


@pytest.mark.django_db
def test_a_text_that_is_not_translated_says_its_language_so(client):
    home_page()
    mirror_pages()
    assert "n inglés</" in client.get("/es/").content.decode()
    assert "in inglese</" in client.get("/it/").content.decode()
