"""The demo's drawings wear the site's colours and font, and bring all that they need."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
TOKEN = r"(--[a-z-]+): ([^;]+);"
FONT = r"font-family: (\w+);.* unicode-range: ([^;]+); src: url\((\S+)\)"
TOKENS = set(re.findall(TOKEN, (ROOT / "static/css/tokens.css").read_text("utf-8")))
DRAWINGS = sorted((ROOT / "demo/images").glob("*.svg"))
LARGEST = 25_000  # bytes


@pytest.fixture(params=DRAWINGS, ids=lambda path: path.stem)
def drawing(request):
    return ElementTree.fromstring(request.param.read_text("utf-8"))  # noqa: S314 -- our own


def style(drawing):
    return drawing.findtext(f"{SVG}style")


def test_each_letter_is_in_the_font_that_the_drawing_brings(drawing):
    letters = {letter for text in drawing.iter(f"{SVG}text") for letter in "".join(text.itertext())}
    family, held, source = re.search(FONT, style(drawing)).groups()
    assert family == "Rubik"
    assert set(held.split(", ")) == {f"U+{ord(letter):X}" for letter in letters}
    assert source.startswith("data:font/woff2;base64,")


def test_each_colour_is_the_sites_by_day_and_by_night(drawing):
    colours = {
        value
        for element in drawing.iter()
        for name, value in element.items()
        if name in ("fill", "stroke") and value != "none"
    }
    plain, _, newer = style(drawing).partition("@supports")
    for declared in (re.findall(TOKEN, plain), re.findall(TOKEN, newer)):
        assert colours == {f"var({name})" for name, _value in declared}
        assert set(declared) <= TOKENS
    assert "color-scheme: light dark;" in newer
    assert "light-dark(" in newer
    assert "light-dark(" not in plain


def test_nothing_is_fetched_from_elsewhere(drawing):
    addresses = re.findall(r"url\(([^)]*)\)", ElementTree.tostring(drawing, "unicode"))
    for element in drawing.iter():
        addresses += [value for name, value in element.items() if name.endswith(("href", "src"))]
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "@import" not in style(drawing)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_small(path):
    assert path.stat().st_size <= LARGEST
