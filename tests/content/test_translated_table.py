"""The texts of a table are translated like all others."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.languages.trees import mirror_pages
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def table(rows):
    return {
        "type": "table",
        "id": "t1",
        "value": {
            "caption": "Challenges",
            "columns": [
                {"type": "text", "heading": "City"},
                {"type": "rich_text", "heading": ""},
            ],
            "rows": [{"values": row} for row in rows],
        },
    }


@pytest.fixture
def page(publishing):
    """A page with a table, in five languages."""
    with publishing():
        mirror_pages()
        rows = [
            ["Heat", '<p>See <a href="https://example.org">it</a> & <b>feel</b> it.</p>'],
            ["", "<p>Air</p><p>Water</p>"],
        ]
        return StandardPageFactory(title="About", summary="", body=[table(rows)])


def spanish_of(page, words):
    """The page in Spanish, with `words`, {English: Spanish}, translated."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    spanish = Locale.objects.get(language_code="es")
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=spanish)
    for segment in source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=spanish,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(publish=True)
    return page.get_translation(spanish)


WORDS = {
    "Challenges": "Retos",
    "City": "Ciudad",
    "Heat": "Calor",
    'See <a id="a1">it</a> &amp; <b>feel</b> it.': 'Míralo <a id="a1">aquí</a> y <b>siéntelo</b>.',
    "Water": "Agua",
}


def test_caption_headings_and_cells_are_translated(page):
    value = spanish_of(page, WORDS).body[0].value
    assert value.caption == "Retos"
    assert [column["heading"] for column in value.columns] == ["Ciudad", ""]
    first, second = ([str(cell.value) for cell in row] for row in value.rows)
    assert first[0] == "Calor"
    assert '<a href="https://example.org">aquí</a> y <b>siéntelo</b>' in first[1]
    assert second[0] == ""
    assert "<p>Air</p><p>Agua</p>" in second[1]


def test_a_row_that_is_added_takes_no_translation_away(page):
    spanish_of(page, WORDS)
    page.body = [table([["New", ""], ["Heat", ""]])]
    page.body = page._meta.get_field("body").to_python(page.body)
    page.save_revision().publish()
    rows = spanish_of(page, {}).body[0].value.rows
    assert [row[0].value for row in rows] == ["New", "Calor"]


def test_translators_find_them_in_the_editor(page, admin_client):
    target = spanish_of(page, WORDS)
    answer = admin_client.get(f"/admin/pages/{target.pk}/edit/")
    assert "Calor" in answer.content.decode()
