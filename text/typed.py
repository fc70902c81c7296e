"""What people type and paste, without what cannot be seen."""

import unicodedata

# They join or part letters of Persian and Arabic, and the parts of an emoji.
JOINERS = "\u200c\u200d"
LINES = "\n\t"


def clean(text):
    """`text` as its reader sees it: every kind of blank is a space, and none stands around it.

    Line breaks and tabs stay. What is invisible goes: characters that databases and files refuse
    (controls, halves of surrogates, what Unicode never assigns), soft hyphens, and marks that turn
    the order of letters around, also of the page that shows them. "\u202eopen\xa0data\0" gives
    "open data".
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(_visible(character) for character in text).strip()


def clean_line(text):
    """`text` as `clean` gives it, on one line and with single spaces."""
    return " ".join(clean(text).split())


def alike(text):
    """A key of `text`: equal for what a reader takes for the same, whatever case and blanks.

    "Open\xa0Data " and "open  data" have one key; "data" and "dàta", "5" and "-5" have two.
    """
    return unicodedata.normalize("NFKC", clean_line(text)).casefold()


def _visible(character):
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    is_kept = character in LINES or character in JOINERS
    is_hidden = category in {"Cc", "Cf", "Cs"} or _is_noncharacter(ord(character))
    return "" if is_hidden and not is_kept else character


def _is_noncharacter(code):
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
