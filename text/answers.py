"""Short answers that were typed, compared with those accepted."""

import unicodedata

from text.letters import letters, without_elisions

# In Spanish it is a letter of its own: "ano" is no spelling of "año".
LETTERS_APART = "ñ"
SIGNS_THAT_TELL = "%&#@*§"


def is_same_answer(accepted, typed):
    """Whether the texts `accepted` and `typed` differ only in habits of writing.

    Case, accents, blanks, punctuation, elided articles, and the signs chosen for apostrophes and
    digits make no difference. "ñ" is a letter of its own. Texts of nothing but punctuation are
    never the same.
    """
    return not _spellings(accepted).isdisjoint(_spellings(typed))


def _spellings(text):
    """The ways to write `text`: with apostrophes as blanks, without them, and without articles."""
    text = letters(text, apart=LETTERS_APART)
    ways = text, text.replace("'", ""), without_elisions(text)
    return {" ".join("".join(map(_spaced, way)).split()) for way in ways} - {""}


def _spaced(character):
    """A blank for punctuation; a sign that tells something stands by itself, as in "50 %"."""
    kind = unicodedata.category(character)[0]
    if kind == "S" or character in SIGNS_THAT_TELL:
        return f" {character} "
    return " " if kind in "PZC" else character
