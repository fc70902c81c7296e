"""The words of names and pages, so that they are found however they are written."""

import re

from text.letters import letters

WORD = re.compile(r"[^\W_]+")


def words_of(text):
    """The words of `text` as a list, in the letters that `text.letters` leaves.

    An apostrophe joins ("O'Neill" gives "oneill"); every other sign divides.
    """
    return WORD.findall(letters(text).replace("'", ""))


def folded(text):
    """The words of `text` with single spaces between them; empty where it has no letter."""
    return " ".join(words_of(text))
