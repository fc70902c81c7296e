"""The lines of a page hold nothing that breaks files and feeds."""

import pytest

from tests.factories.pages import LessonPageFactory

pytestmark = pytest.mark.django_db


def test_lines_lose_what_is_invisible_when_the_page_is_saved():
    lesson = LessonPageFactory(title="Needs\x0b first", summary="\u202eAsk\x1f,\ufffe\nthen sell")
    lesson.refresh_from_db()
    assert (lesson.title, lesson.draft_title) == ("Needs first", "Needs first")
    assert lesson.summary == "Ask,\nthen sell"
