"""The words of names and pages, so that they are found however they are written."""

import re

from text.letters import letters, without_elisions

WORD = re.compile(r"[^\W_]+")


def words_of(text):
    """The words of `text` as a list, in the letters that `text.letters` leaves.

    An apostrophe joins ("O'Neill" gives "oneill"); every other sign divides.
    """
    return split_words(letters(text))


def split_words(text):
    """The words of `text`, in `letters` that one chose, as a list."""
    return WORD.findall(text.replace("'", ""))


def folded(text):
    """The words of `text` with single spaces between them; empty where it has no letter."""
    return " ".join(words_of(text))


def terms_of(text):
    """What to look for in folded names: the folded words of `text` without elided articles.

    What has no blank inside, such as an address, is one of them.
    """
    words = (folded(without_elisions(letters(word))) for word in text.split())
    return [word for word in words if word]
