"""A format that lacks a part is named when the portal starts."""

from assessments.formats import FORMATS
from assessments.formats.text import ShortAnswer
from courses.format_checks import check_formats
from courses.formats import BLOCKS, FOUND
from courses.formats.base import QuestionBlock
from demo.checks import check_formats_are_shown


class Riddle(ShortAnswer):
    """A format that is registered, and no more."""

    kind = "riddle"


class RiddleBlock(QuestionBlock):
    """A block that says nothing of itself."""

    question = Riddle


def test_every_format_has_all_its_parts():
    assert check_formats() == check_formats_are_shown() == []
    assert list(BLOCKS) == list(FORMATS)


def test_a_format_without_block_and_demo_is_named(monkeypatch):
    monkeypatch.setitem(FORMATS, "riddle", Riddle)
    (error,) = check_formats()
    assert "“riddle” has no block" in error.msg
    (error,) = check_formats_are_shown()
    assert "“riddle”" in error.msg


def test_a_block_without_templates_and_words_is_named(monkeypatch):
    monkeypatch.setitem(FORMATS, "riddle", Riddle)
    monkeypatch.setitem(BLOCKS, "riddle", RiddleBlock)
    said = " ".join(error.msg for error in check_formats())
    for lack in ("riddle/asking.html", "riddle/result.html", "`hint`", "`missing`", "help_text"):
        assert lack in said


def test_a_block_whose_format_is_not_registered_is_named(monkeypatch):
    monkeypatch.setitem(FOUND, "riddle", RiddleBlock)
    (error,) = check_formats()
    assert error.id == "courses.E002"
