"""Text folded, so that it is found however it is written: names here, pages in `content`.

Capitals become small letters, accents, harakat and niqqud are taken away, and letters written in
several ways become one.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# Invisible marks that turn the order of the letters around, also of the page that shows them.
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "")
# Letters that Unicode does not decompose; tatweel, geresh and gershayim vanish, maqaf divides.
LETTERS = TURNS | str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "׳": "", "״": "", "'": "", "’": "", "־": " "}
)


def straight(text):
    """`text` without the marks in TURNS."""
    return text.translate(TURNS)


def words_of(text):
    """The words of `text`, folded: small letters without accents or points."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    if not decomposed.isascii():
        decomposed = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return WORD.findall(decomposed)


def folded(text):
    """The folded words of `text` with spaces between them."""
    return " ".join(words_of(text))
