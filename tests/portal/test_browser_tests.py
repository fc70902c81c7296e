"""Tests in the browser hold beside busy processes: none waits by the clock or looks but once."""

import ast
from pathlib import Path

import pytest

BROWSER = Path(__file__).resolve().parents[1] / "browser"
FILES = sorted(BROWSER.glob("*.py"))
# What these read may change the next moment; `expect` looks again until it is so.
READINGS = {
    "all_inner_texts",
    "get_attribute",
    "inner_text",
    "input_value",
    "is_checked",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
}


def haste_in(source):
    """Lines of a test, each with what in it is too hasty."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (words := _haste(node)):
            yield node.lineno, words
        if isinstance(node, ast.Assert):
            for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
                name = getattr(call.func, "attr", "")
                if name in READINGS or (name == "count" and ".objects" not in ast.unparse(call)):
                    yield call.lineno, f"asserts {name}() once: use expect"


def _haste(call):
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ("wait_for_timeout", "sleep"):
        return "waits by the clock: wait for what is to come"
    if name != "set_options" and any(each.arg == "timeout" for each in call.keywords):
        return "has a patience of its own: that of conftest.py is for all"
    if ast.unparse(call.func) == "browser.new_context":
        return "opens what stays open after a failure: use the fixture new_context"
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_test_is_hasty(path):
    assert list(haste_in(path.read_text())) == []


@pytest.mark.parametrize(
    "line",
    [
        "page.wait_for_timeout(500)",
        "time.sleep(1)",
        "browser.new_context(base_url=base_url)",
        "expect(page).to_have_url('/en/', timeout=2000)",
        "assert page.locator('h1').inner_text() == 'Training'",
        "assert page.locator('tr').count() == 3",
        "assert not page.get_by_text('Saved').is_visible()",
    ],
)
def test_haste_is_found(line):
    assert list(haste_in(line))


def test_what_cannot_change_may_be_asserted():
    assert not list(haste_in("assert Completion.objects.filter(learner=1).count() == 1"))
