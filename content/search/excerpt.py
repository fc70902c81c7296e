"""The part of a text that shows why a search found it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html

from content.search.words import Term, indexed

# What divides words; in a Hebrew one a quotation mark is gershayim.
WORD = re.compile(r"""(?:[^\s.,;:!?()\[\]{}<>"“”«»…–—/،؛؟]|(?<=[א-ת])["“”](?=[א-ת]))+""")
BEFORE, AFTER = 12, 24  # words around the first that is found
SENTENCE = 8  # words


@dataclass(frozen=True)
class Passage:
    """Some words, and whether they are what was looked for."""

    text: str
    is_found: bool = False

    @property
    def html(self):
        """The words for a page, marked where they were looked for."""
        return format_html("<mark>{}</mark>" if self.is_found else "{}", self.text)


@dataclass(frozen=True)
class _Search:
    """Some Terms, and the language of the text that they are looked for in."""

    terms: list[Term]
    language: str

    def finds(self, word):
        """Whether one of the terms finds the matched `word`."""
        words = _words_in(word.group(), self.language)
        return any(term.is_in(words) for term in self.terms)


@lru_cache(maxsize=20_000)
def _words_in(written, language):
    return frozenset(indexed([written], language))


def marked(text, terms, language):
    """The whole of `text`, in `language`, as a list of Passages; `terms` of `clean_query`."""
    return _passages(text, list(WORD.finditer(text)), _Search(terms, language))


def excerpt(parts, terms, language):
    """The first of `parts` with a word that one of `terms` finds: its name, Passages around it.

    `parts` are pairs of a name and a text. Without such a word, None and no Passages.

    A sentence tells more than a heading or a cell of a table, so a short text is taken only where
    no longer one holds a word. No more of `parts` are read than it takes.
    """
    short = None, []
    search = _Search(terms, language)
    for part, text in parts:
        words = list(WORD.finditer(text))
        found = (place for place, word in enumerate(words) if search.finds(word))
        place = next(found, None)
        if place is not None and len(words) >= SENTENCE:
            return part, _around(text, words, place, search)
        if place is not None and short[0] is None:
            short = part, _around(text, words, place, search)
    return short


def _around(text, words, place, search):
    first, last = max(place - BEFORE, 0), min(place + AFTER, len(words)) - 1
    shown = text[: words[last].end()] + " …" if last + 1 < len(words) else text
    start = words[first].start() if first else 0
    before = [Passage("… ")] if first else []
    return before + _passages(shown, words[first : last + 1], search, start)


def _passages(text, words, search, start=0):
    passages = []
    for word in words:
        if search.finds(word):
            passages += [Passage(text[start : word.start()]), Passage(word.group(), is_found=True)]
            start = word.end()
    return [passage for passage in [*passages, Passage(text[start:])] if passage.text]
