"""What is typed comes in without what cannot be seen."""

from html import escape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.typed import alike, clean_edited_line, clean_line, clean_text, visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("open\u00a0data", "open data"),
        ("open\u202fdata\u3000", "open data"),
        ("Ana\u000bMaria", "Ana Maria"),
        ("Ana\fMaria", "Ana Maria"),
        ("Ana\x1c\x1d\x1e\x1fMaria", "Ana    Maria"),
        ("Ana\u0085Maria", "Ana Maria"),
        ("Ana\u2028Maria", "Ana Maria"),
        ("Ana\u2029Maria", "Ana Maria"),
        ("Ana\u1680\u2800\u3164Maria", "Ana   Maria"),
        ("Ana\x08\x1b\x7f\u0090\U0001fffe", "Ana"),
        ("one\rtwo\r\nthree", "one\ntwo\nthree"),
        ("\u200d\u3164\u200c", ""),
        ("Ana\ufffe", "Ana"),
        ("M\0alaga\ud800", "Malaga"),
        ("\u202eAna\u2069", "Ana"),
        ("Inno\u00advation", "Innovation"),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
        ("نامه\u200cها", "نامه\u200cها"),
        (" \u200f ", ""),
    ],
)
def test_what_cannot_be_seen_goes(typed, kept):
    assert clean_text(typed) == kept


def test_blanks_are_visible():
    assert visible("\t\u202eopen\xa0data\v\0\r\n\ufeff") == "\topen\xa0data \r\n"
    assert clean_edited_line("\u20285\xa0km\tto\r\ngo\x00 ") == "5\xa0km to go"


def test_a_line_has_single_spaces():
    assert clean_line(" Agua \u00a0de\n Málaga ") == "Agua de Málaga"


def test_what_looks_alike_has_one_key():
    assert alike("Open\u00a0 data ") == alike("open data")
    assert alike("e\u0301") == alike("É")
    assert len({alike(text) for text in ("5", "-5", "año", "ano", "")}) == 5


@given(st.text(max_size=60))
def test_clean_text_is_clean(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    ElementTree.fromstring(f"<a>{escape(clean_line(text))}</a>")  # noqa: S314 -- ours
