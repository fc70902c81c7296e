"""What stands out in a lesson is a heading of its outline, and results are lists."""

import re

import pytest
from django.utils.html import strip_tags

from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.training import publish
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
CHECK = QuizPageFactory.questions[0]


def callout(kind, title=""):
    return ("callout", {"kind": kind, "title": title, "text": "<p>Its text.</p>"})


def outline(html):
    """Pairs of level and words of the headings in the text of a lesson."""
    text = html[html.index('<article class="lesson"') : html.index("</article>")]
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", text, re.DOTALL)
    return [(int(level), " ".join(strip_tags(words).split())) for level, words in found]


def lesson(*body):
    def make():
        module = ModulePageFactory(access="everyone")
        return LessonPageFactory(title="A lesson", minutes=12, parent=module, body=[*body])

    page = publish(make)
    page.refresh_from_db()
    return page


def test_callouts_and_checks_are_headings_of_the_right_level(client):
    page = lesson(
        callout("note", "Before"),
        CHECK,
        ("heading", {"text": "The need", "level": "h2"}),
        callout("task", "Call a city"),
        ("heading", {"text": "Its price", "level": "h3"}),
        callout("example"),
        CHECK,
    )
    html = assert_valid_html(client.get(page.url))
    assert outline(html) == [
        (1, "A lesson"),
        (2, "Note Before"),
        (2, "Check yourself: 1 of 2"),
        (2, "The need"),
        (3, "Task Call a city"),
        (3, "Its price"),
        (3, "Example"),
        (3, "Check yourself: 2 of 2"),
        (2, "What enrolling adds"),
    ]
    assert "12 minutes (task included)" in " ".join(html.split())
    last = page.body[-1]
    address = f"/en/learn/activities/{page.translation_key}/checks/{last.id}/"
    option = last.value["options"].bound_blocks[0].id
    marked = client.post(address, {f"q-{last.id}": option}, headers={"x-fragment": "check"})
    assert '<h3 class="check-title"' in marked.text
    assert '<ul class="options">' in assert_valid_html(marked, is_page=False)
    again = client.post(address, {"again": "1"})
    assert '<h2 class="check-title"' in assert_valid_html(again)
    assert "Check yourself: 2 of 2" in again.text
    assert "autofocus" in again.text
    assert "option-result" not in again.text


def test_minutes_say_nothing_of_a_task_that_is_not_there(client):
    page = lesson(callout("note"), CHECK)
    assert (2, "Check yourself") in outline(client.get(page.url).text)
    html = client.get(page.url).text
    assert "task included" not in html
    assert "12 minutes" in html
