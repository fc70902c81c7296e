"""The texts of a page hold nothing that breaks files and feeds."""

import pytest

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
