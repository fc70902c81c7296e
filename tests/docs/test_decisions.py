"""The index of the decisions lists each of them."""

import re
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs/decisions"
INDEX = (FOLDER / "README.md").read_text()
ROWS = re.findall(r"^- (\S+) \[(.+)\]\((\S+)\)$", INDEX, re.MULTILINE)
NOTES = sorted(path.name for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_each_note_is_listed_once():
    assert sorted(name for _date, _title, name in ROWS) == NOTES


def test_every_line_of_the_list_is_a_row():
    assert len(re.findall(r"^- ", INDEX, re.MULTILINE)) == len(ROWS)


@pytest.mark.parametrize(("day", "title", "name"), ROWS)
def test_the_row_has_the_date_and_the_title_of_its_note(day, title, name):
    assert date.fromisoformat(day) >= date(2026, 11, 22)
    assert (FOLDER / name).read_text().startswith(f"# {title}\n")


@pytest.mark.parametrize("name", NOTES)
def test_a_note_decides_something(name):
    text = (FOLDER / name).read_text()
    for part in ("**Decided.** ", "**Why.** ", "**What it costs.** "):
        assert f"\n{part}" in text, f"{name} does not say: {part}"


@pytest.mark.parametrize("name", ["README.md", *NOTES])
def test_its_links_lead_to_notes(name):
    links = re.findall(r"\]\(([^)#:]+\.md)\)", (FOLDER / name).read_text())
    assert [link for link in links if not (FOLDER / link).exists()] == []
