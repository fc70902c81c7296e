"""Text folded, so that it is found however it is written: names here, pages in `content`.

Capitals become small letters, accents, harakat and niqqud are taken away, and letters written in
several ways become one.
"""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose; tatweel, geresh and gershayim vanish, maqaf divides.
LETTERS = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "׳": "", "״": "", "'": "", "’": "", "־": " "}
)


def words_of(text):
    """The words of `text`, folded: small letters without accents or points."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS)).casefold()
    if not decomposed.isascii():
        decomposed = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return WORD.findall(decomposed)


def folded(text):
    """The folded words of `text` with spaces between them."""
    return " ".join(words_of(text))
