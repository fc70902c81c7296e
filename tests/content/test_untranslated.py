"""A page whose English has changed says to readers which parts are in English."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from content.languages.trees import mirror_pages
from home.models import StandardPage
from tests.factories.pages import LessonPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOTICE = "Hay partes de esta página en inglés"
HEAT, AIR, WATER = ("11111111-0000-4000-8000-00000000000" + digit for digit in "123")


def text(key, html):
    return {"type": "text", "id": key, "value": {"html": f"<p>{html}</p>"}}


def translate(page, words):
    """Put `words`, {English: Spanish}, into the Spanish of `page`, and publish that."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    spanish = Locale.objects.get(language_code="es")
    translation, _made = source.translations.get_or_create(target_locale=spanish)
    for segment in source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=spanish,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(publish=True)
    return page.get_translation(spanish).specific


def read(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").main


WORDS = {"About": "Qué es", "Heat": "Calor", "Air": "Aire"}


@pytest.fixture
def page(client):
    mirror_pages()
    return StandardPageFactory(title="About", summary="", body=[text(HEAT, "Heat")])


def test_what_is_new_or_changed_is_named_to_readers(client, page):
    spanish = translate(page, WORDS)
    assert NOTICE not in read(client, spanish).text
    page.body = [*page.body.raw_data, text(AIR, "Air"), text(WATER, "Water")]
    page.summary = "What we do"
    page.save_revision().publish()
    main = read(client, spanish)
    assert NOTICE in main.text
    foreign = [each.get_text(strip=True) for each in main.select("[lang=en]")]
    assert foreign == ["What we do", "Air", "Water"]
    assert StandardPage.objects.get(pk=spanish.pk).english_parts == ["summary", AIR, WATER]
    translate(page, WORDS)
    foreign = [each.get_text(strip=True) for each in read(client, spanish).select("[lang=en]")]
    assert foreign == ["What we do", "Water"]
    translate(page, {"What we do": "Qué hacemos", "Water": "Agua"})
    main = read(client, spanish)
    assert NOTICE not in main.text
    assert not main.select("[lang=en]")


def test_a_changed_text_is_english_until_it_is_translated_again(client, page):
    spanish = translate(page, WORDS)
    page.body = [text(HEAT, "Great heat")]
    page.save_revision().publish()
    [part] = read(client, spanish).select(".untranslated[lang=en][dir=ltr]")
    assert part.get_text(strip=True) == "Great heat"
    assert NOTICE not in read(client, page).text
    assert not read(client, page).select("[lang]")


def test_a_page_that_is_not_translated_at_all_says_so_alone(client, page):
    italian = page.get_translation(Locale.objects.get(language_code="it"))
    main = read(client, italian)
    assert "Questo testo è in inglese" in main.text
    assert not main.select(".untranslated")


def test_lessons_name_their_parts(client, publishing):
    mirror_pages()
    lesson = LessonPageFactory(
        access="everyone", body=[text(HEAT, "Heat"), text(AIR, "Air")], learning_point="Cool"
    )
    spanish = translate(lesson, {"Heat": "Calor"})
    main = read(client, spanish)
    assert NOTICE in main.text
    assert [each.get_text(strip=True) for each in main.select(".lesson-point[lang=en]")] == ["Cool"]
    assert [each.get_text(strip=True) for each in main.select(".untranslated")] == ["Air"]


def test_translators_find_it_among_what_waits(client, admin_client, page):
    def waiting():
        url = "/admin/localize/reports/translations/?waiting_for_translation=true"
        report = admin_client.get(f"{url}&source_locale=all&target_locale=es")
        return [each.source.object_repr for each in report.context["object_list"]]

    translate(page, WORDS)
    assert waiting() == []
    page.body = [text(HEAT, "Great heat")]
    page.save_revision().publish()
    assert waiting() == ["About"]
    translate(page, {"Great heat": "Mucho calor"})
    assert waiting() == []
