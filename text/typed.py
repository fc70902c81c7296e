"""What people type and paste, without what cannot be seen."""

import unicodedata

# They join or part letters of Persian and Arabic, and the parts of an emoji.
JOINERS = "\u200c\u200d"
LINE_ENDS_AND_TABS = "\n\r\t"


def visible(text):
    """`text` without what is invisible; blanks, line ends and tabs stay as they are.

    Invisible are characters that databases and files refuse (controls, halves of surrogates, what
    Unicode never assigns), soft hyphens, and marks that turn the order of letters around, also of
    the page that shows them. "\u202eopen\xa0data\0" gives "open\xa0data".
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character for character in text if not _is_hidden(character))


def clean_text(text):
    """`text` as its reader sees it: what is `visible`, with a space for each blank but outer ones.

    Tabs and line ends stay; each line ends with "\\n".
    """
    text = visible(text).replace("\r", "")
    return "".join(" " if _is_blank(character) else character for character in text).strip()


def clean_edited(text):
    """`text` of an editor: what is `visible`, without outer blanks. Inner ones stay as they are.

    A hard one may hold a number and its unit together.
    """
    return visible(text).strip()


def clean_line(text):
    """`text` as `clean_text` gives it, on one line and with single spaces."""
    return " ".join(clean_text(text).split())


def alike(text):
    """A key of `text`: two texts that a reader takes for the same have the same key.

    Case, blanks and invisible characters make no difference, every other sign does:
    "Open\xa0Data " and "open  data" have one key; "data" and "dàta", "5" and "-5" have two.
    """
    return unicodedata.normalize("NFKC", clean_line(text)).casefold()


def _is_hidden(character):
    if character in JOINERS or character in LINE_ENDS_AND_TABS:
        return False
    is_special = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return is_special or _is_noncharacter(ord(character))


def _is_noncharacter(code):
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _is_blank(character):
    return unicodedata.category(character) in {"Zs", "Zl", "Zp"}
