"""The texts of a page hold nothing that breaks files and feeds."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.models import ModulePage
from tests.factories.pages import LessonPageFactory

pytestmark = pytest.mark.django_db

BODY = [
    ("heading", {"text": "Ask\x0bfirst", "level": "h2"}),
    ("text", {"html": "<p>Then\u2028sell\x00</p>"}),
    ("steps", {"items": [{"title": "One\ufffe", "text": "<p>\u202eTwo</p>"}]}),
]


def test_texts_lose_what_is_invisible_when_the_page_is_saved():
    lesson = LessonPageFactory(
        title="Needs\x0bfirst", summary="\u202eAsk\x1f\ufffe\nthen sell", learning_point="a\tb"
    )
    lesson.refresh_from_db()
    assert (lesson.title, lesson.draft_title) == ("Needs first", "Needs first")
    assert lesson.summary == "Ask \nthen sell"
    assert lesson.learning_point == "a b"


def test_blocks_and_rich_texts_do_too_whoever_writes_them():
    lesson = LessonPageFactory(body=BODY)
    ids = [block.id for block in lesson.body]
    lesson.refresh_from_db()
    heading, text, steps = lesson.body
    assert heading.value["text"] == "Ask first"
    assert text.value["html"].source == "<p>Then sell</p>"
    [step] = steps.value["items"]
    assert (step["title"], step["text"].source) == ("One", "<p>Two</p>")
    assert [block.id for block in lesson.body] == ids
    module = ModulePage.objects.get()
    module.tutors = "<p>Ana\x0bRuiz</p>"
    module.save()
    module.refresh_from_db()
    assert module.tutors == "<p>Ana Ruiz</p>"


def test_translations_do_too():
    lesson = LessonPageFactory(title="Ask first")
    lesson.save_revision().publish()
    source, _new = TranslationSource.update_or_create_from_instance(lesson)
    locale = Locale.objects.get(language_code="es")
    for parent in lesson.get_ancestors().filter(depth__gt=1).specific():
        parent.copy_for_translation(locale, alias=True)
    translation = Translation.objects.create(source=source, target_locale=locale)
    segment = source.stringsegment_set.get(string__data="Ask first", context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=locale,
        context=segment.context,
        data="Pregunta\x0bprimero\ufffe",
    )
    translation.save_target(publish=True)
    assert lesson.get_translation(locale).title == "Pregunta primero"
