"""Folding of what people type, so that spelling habits do not cost points."""

import re
import unicodedata

LETTERS = str.maketrans(
    {"ى": "ي", "ة": "ه", "ٱ": "ا", "ـ": "", "׳": "'", "״": '"', "’": "'", "‘": "'", "־": " "}
)
PUNCTUATION = re.compile(r"[\s\-‐‑–—_/.,;:!?¿¡\"'“”«»()\[\]]+")


def fold(text):
    """`text` for comparing: without case, accents, Hebrew and Arabic marks, punctuation.

    NFKD parts letters from their marks (also the hamza of أ إ آ ؤ ئ); marks are dropped; final
    ya and ta marbuta become the letters they are often typed as; runs of punctuation and space
    become one space.
    """
    parted = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parted if not unicodedata.combining(c)).translate(LETTERS)
    return PUNCTUATION.sub(" ", bare).strip()
