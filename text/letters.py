"""The one table of letters that are written in several ways.

Two texts are compared by what it leaves of them: see `text.words` for names and search,
`text.answers` for short answers, `text.numbers` for units.
"""

import re
import unicodedata
from functools import lru_cache

from text.typed import INKLESS

APOSTROPHES = dict.fromkeys("’‘‛ʼʻʹʽ′‵ˈˊˋ՚`´＇｀׳", "'")
GERSHAYIM = dict.fromkeys("“”„‟″״＂", '"')
SIGNS = {"º": "°", "˚": "°", "−": "-", "⁄": "/", "٪": "%", "،": ",", "؛": ";", "؟": "?", "٫": "."}
# Hamza leaves its seat, whichever the region gives it; alef, ya and ta marbuta have one form.
ARABIC = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": ""}
# Letters of their own for Unicode, which many keyboards and readers write with others.
LATIN = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
BLANKS = dict.fromkeys("\u1680\u2028\u2029" + INKLESS, " ")
BEFORE = str.maketrans(APOSTROPHES | GERSHAYIM | SIGNS | BLANKS)
AFTER = str.maketrans(ARABIC | LATIN | SIGNS)
ACCENTED = "áàâäãéèêëíìîïóòôöõúùûüñç"  # of the Latin languages
HAMZA_BEFORE_WAW = re.compile("ئ(?=[\u064b-\u0652]*و)")
CATALAN_L = re.compile("(?<=l)[·•∙⋅](?=l)")
# Between Hebrew letters a quotation mark is gershayim, whether one sign, or twice an apostrophe.
HEBREW_MARK = re.compile("(?<=[א-ת])(?:'(?!')|(?:\"|'')(?=[א-ת]))")
# Italian, Catalan and French. Before a vowel, so that "Dell's" keeps its name; nothing but an
# article ends with "l" alone.
ELISION = re.compile(
    r"\b(?:l'(?=\w)|(?:un|d|gl|quest|quell|qu|[cjnst]|(?:a|da|de|ne|su|co)(?:ll|gl))'"
    rf"(?=[aeiouhy{ACCENTED}]\w|\d))"
)


def letters(text, apart=""):
    """`text` in the letters to compare it by.

    - capitals become small letters; accents, harakat and niqqud go, but from the letters in `apart`
    - digits of any script become 0 to 9; wide, small and raised letters plain ones (m² gives m2)
    - "æ" gives "ae", "ł" gives "l", and the Catalan "l·l" gives "ll"
    - hamza leaves its seat; ya and ta marbuta become the letters that are often typed for them
    - all apostrophes become one, and all blanks but tabs and line ends
    - geresh and gershayim go from Hebrew words

    Punctuation and blanks stay.
    """
    text = unicodedata.normalize("NFKC", text.translate(BEFORE)).casefold()
    if not text.isascii():
        text = HAMZA_BEFORE_WAW.sub("ؤ", unicodedata.normalize("NFC", text))
        text = "".join(each if each in apart else _bare(each) for each in text)
        text = CATALAN_L.sub("", HEBREW_MARK.sub("", text))
    return text


def without_elisions(text):
    """`text`, as `letters` gives it, without the small words that are elided before another.

    "dell'aria" gives "aria".
    """
    return ELISION.sub("", text)


@lru_cache(maxsize=4096)
def _bare(character):
    """One character, in the form above: nothing for a mark or what cannot be seen."""
    parts = unicodedata.normalize("NFKD", character)
    return "".join(_digit(part) for part in parts if _is_seen(part)).translate(AFTER)


def _is_seen(character):
    return unicodedata.category(character) not in {"Mn", "Me", "Cf"}


def _digit(character):
    return str(unicodedata.decimal(character, character))
