"""Text made ready for search, the same on both databases and in all languages.

The words are folded. Elided and Arabic articles and Hebrew prefixes are also indexed without, so
that "book" finds "the book".
"""

from text.letters import letters, without_elisions
from text.typed import clean_line
from text.words import words_of

MAX_QUERY = 200
MAX_TERMS = 12
MAX_TERM = 60

ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال")
HEBREW_PREFIXES = "והבלכמש"
SHORTEST_STEM = 2


def index_text(texts):
    """The folded words of `texts`, each once, with the forms that they are also found by.

    What a hyphen joins is also one word, so that "email" finds "e-mail".
    """
    words = dict.fromkeys(word for text in texts for word in _words_in_all_spellings(text))
    return " ".join(dict.fromkeys(form for word in words for form in _forms(word)))


def read_query(parameters):
    """What the QueryDict of an address asks to search for, as text on one line of bounded length.

    It is shown again in the form; `clean_query` makes terms of it.
    """
    return clean_line(parameters.get("q", "")[:MAX_QUERY])


def clean_query(query):
    """The terms to look for: at most twelve, folded; none where `query` holds no letter."""
    words = words_of(without_elisions(letters(query[:MAX_QUERY])))[:MAX_TERMS]
    return [_without_article(word)[:MAX_TERM] for word in words]


def unmatched(texts, terms):
    """Those of `terms`, as `clean_query` gives them, that no word in `texts` begins with."""
    words = index_text(texts).split()
    return [term for term in terms if not any(word.startswith(term) for word in words)]


def _words_in_all_spellings(text):
    text = letters(text)
    for spelling in dict.fromkeys((text, text.replace("-", ""), without_elisions(text))):
        yield from words_of(spelling)


def _forms(word):
    yield word
    yield _without_article(word)
    for length in (1, 2):
        if len(word) - length >= SHORTEST_STEM and set(word[:length]) <= set(HEBREW_PREFIXES):
            yield word[length:]


def _without_article(word):
    for prefix in ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            return word[len(prefix) :]
    return word
