"""Text made ready for search, the same on both databases and in all languages.

The words are folded. Elided and Arabic articles and Hebrew prefixes are also indexed without, so
that "book" finds "the book", and every word with its stem, so that "books" finds it too.
"""

from dataclasses import dataclass

from django.conf import settings

from text.letters import ACCENTED, letters, without_elisions
from text.stems import stem
from text.typed import clean_line
from text.words import split_words

MAX_QUERY = 200
MAX_TERMS = 12
MAX_TERM = 60

ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
HEBREW_PREFIXES = "והבלכמש"
SHORTEST_FORM = 2
# At the end of each stem in the index: words are looked for by their beginning, stems as a whole.
STEM_MARK = "qzx"


@dataclass(frozen=True)
class Term:
    """A word to look for, folded, and its `stems` as the index holds them."""

    word: str
    stems: frozenset[str]

    def is_in(self, words):
        """Whether one of `words`, a set as `indexed` gives it, is the word or has its stem."""
        return not self.stems.isdisjoint(words) or self.begins_one_of(words)

    def begins_one_of(self, words):
        """Whether one of `words` is the word itself, or begins with it."""
        return any(word.startswith(self.word) for word in words)


def index_text(texts, language):
    """The folded words of `texts`, each once, with the forms and stems that they are found by.

    What a hyphen joins is also one word, so that "email" finds "e-mail", and what an apostrophe
    joins is also two. `language` is the code of the language that tells the endings of the words.
    """
    return " ".join(indexed(texts, language))


def indexed(texts, language):
    """The words of `index_text`, as the keys of a dict."""
    words = dict.fromkeys(word for text in texts for word in _words_in_all_spellings(text))
    return dict.fromkeys(each for word in words for each in _keys(word, language))


def read_query(parameters):
    """What the QueryDict of an address asks to search for, as text on one line of bounded length.

    It is shown again in the form; `clean_query` makes terms of it.
    """
    return clean_line(parameters.get("q", "")[:MAX_QUERY])


def languages_of_texts(language):
    """The codes of the languages of texts on pages in `language`: English is not translated yet."""
    return dict.fromkeys((language, settings.LANGUAGE_CODE))


def clean_query(query, languages):
    """The Terms to look for, at most twelve; none where `query` holds no letter.

    `languages` are the codes of those that its words may be in.
    """
    text = without_elisions(letters(query[:MAX_QUERY], apart=ACCENTED))
    return [_term(word, languages) for word in split_words(text)[:MAX_TERMS]]


def unmatched(texts, terms, language):
    """Those of `terms` that no word in `texts`, which are in `language`, is or has the stem of."""
    words = indexed(texts, language)
    return [term for term in terms if not term.is_in(words.keys())]


def _term(word, languages):
    folded = _without_article(letters(word))[:MAX_TERM]
    stems = {key for each in languages for key in _stems(word[:MAX_TERM], each)}
    return Term(folded, frozenset(stems))


def _words_in_all_spellings(text):
    text = letters(text, apart=ACCENTED)
    spellings = (text, text.replace("-", ""), without_elisions(text), text.replace("'", " "))
    for spelling in dict.fromkeys(spellings):
        yield from split_words(spelling)


def _keys(word, language):
    """What `word`, with its accents, is found by: its forms, then their stems."""
    yield from _forms(letters(word))
    yield from _stems(word, language)


def _stems(word, language):
    """The marked stems of `word`: with and without its accents, and of its other forms."""
    for form in dict.fromkeys((word, *_forms(letters(word)))):
        yield stem(form, language) + STEM_MARK


def _forms(word):
    yield word
    yield _without_article(word)
    for length in (1, 2):
        if len(word) - length >= SHORTEST_FORM and set(word[:length]) <= set(HEBREW_PREFIXES):
            yield word[length:]


def _without_article(word):
    for prefix in ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_FORM:
            return word[len(prefix) :]
    return word
