"""The word that somebody meant who typed another."""

import re
from collections import Counter

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from content.search.excerpt import WORD as WRITTEN
from content.search.words import STEM_MARK
from text.words import words_of

APOSTROPHES = re.compile("['’]")
WORD = re.compile(r"[^\W\d_]{3,}")
SHORTEST = 4
NEAR = 0.75  # one wrong letter of four, two of eight


class Vocabulary:
    """The words of some pages. `entries` is what the index holds of each: a text of words.

    PostgreSQL writes places and quotation marks between the words.
    """

    def __init__(self, entries):
        self.words = Counter(word for entry in entries for word in set(WORD.findall(entry)))

    def nearest(self, term):
        """The word that is nearest to `term`, a Term: itself where a page holds it; None if far.

        Of words that are as near as each other it is the one that stands on the most pages.
        """
        if term.is_in(self.words.keys()):
            return term.word
        if len(term.word) < SHORTEST:
            return None
        words = [word for word in self.words if not word.endswith(STEM_MARK)]
        likeness = DamerauLevenshtein.normalized_similarity
        found = extract(term.word, words, scorer=likeness, score_cutoff=NEAR, limit=20)
        best = max(found, key=lambda each: (each[1], self.words[each[0]], each[0]), default=None)
        return best and best[0]

    def nearest_to_all(self, terms):
        """The nearest word for each of `terms`; an empty list where one of them has none."""
        words = [self.nearest(term) for term in terms]
        return words if all(words) else []


def as_written(word, texts):
    """The folded `word` in small letters as it first stands in `texts`; `word` if in none."""
    written = (
        part for text in texts for each in WRITTEN.findall(text) for part in APOSTROPHES.split(each)
    )
    return next((each.lower() for each in written if words_of(each) == [word]), word)
