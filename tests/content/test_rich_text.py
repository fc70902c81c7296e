"""Formatted texts, as editors open them."""

import json
from functools import partial

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget

from content.blocks.text import TextBlock
from tests.threads import together


@pytest.mark.usefixtures("threads_take_turns_often")
def test_texts_opened_at_the_same_moment_stay_apart():
    of_blocks = TextBlock().child_blocks["html"].field.widget
    for widget in (get_rich_text_editor_widget(), of_blocks):
        assert together(*(partial(opened, widget, number) for number in range(4))) == [True] * 4


def opened(widget, number):
    """Whether the editor is given the text `number`, and it alone, each of many times."""
    html = f"<h3>{number}</h3>" + f"<p><b>{number}</b> and <i>{number}</i></p>" * 20
    expected = [str(number)] + [f"{number} and {number}"] * 20
    return all(
        [block["text"] for block in json.loads(widget.format_value(html))["blocks"]] == expected
        for _ in range(30)
    )
