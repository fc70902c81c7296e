"""What people type and paste, without what cannot be seen."""

import re
import unicodedata

# They join or part letters of Persian and Arabic, and the parts of an emoji.
JOINERS = "\u200c\u200d"
LINE_ENDS_AND_TABS = "\n\r\t"
# What parts lines, pages and records elsewhere: from files of databases and word processors.
SEPARATORS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
# Letters without ink: of Hangul, and the braille pattern without a dot.
INKLESS = "\u115f\u1160\u3164\uffa0\u2800"


def visible(text):
    """`text` without what is invisible; blanks, line ends and tabs stay as they are.

    What parts lines, pages or records in other programs becomes a space. Invisible are characters
    that databases and files refuse (controls, halves of surrogates, what Unicode never assigns),
    soft hyphens, and marks that turn the order of letters around, also of the page that shows them.
    "\u202eopen\xa0data\vset\0" gives "open\xa0data set".
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character for character in text.translate(SEPARATORS) if not _is_hidden(character)
    )


def clean_text(text):
    """`text` as its reader sees it: what is `visible`, with a space for each blank but outer ones.

    Tabs and line ends stay; each line ends with "\\n".
    """
    text = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    return _trimmed("".join(" " if _is_blank(character) else character for character in text))


def clean_edited(text):
    """`text` of an editor: what is `visible`, without outer blanks. Inner ones stay as they are.

    A hard one may hold a number and its unit together.
    """
    return _trimmed(visible(text))


def clean_edited_line(text):
    """`text` of an editor as `clean_edited` gives it, on one line."""
    return _trimmed(re.sub(r"[\t\r\n]+", " ", visible(text)))


def clean_line(text):
    """`text` as `clean_text` gives it, on one line and with single spaces."""
    return " ".join(clean_text(text).split())


def alike(text):
    """A key of `text`: two texts that a reader takes for the same have the same key.

    Case, blanks and invisible characters make no difference, every other sign does:
    "Open\xa0Data " and "open  data" have one key; "data" and "dàta", "5" and "-5" have two.
    """
    return unicodedata.normalize("NFKC", clean_line(text)).casefold()


def _trimmed(text):
    """`text` without outer blanks; empty where nothing in it leaves ink."""
    return text.strip() if any(not _is_inkless(character) for character in text) else ""


def _is_inkless(character):
    return character.isspace() or character in JOINERS or character in INKLESS


def _is_hidden(character):
    if character in JOINERS or character in LINE_ENDS_AND_TABS:
        return False
    is_special = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return is_special or _is_noncharacter(ord(character))


def _is_noncharacter(code):
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _is_blank(character):
    return unicodedata.category(character) == "Zs" or character in INKLESS
