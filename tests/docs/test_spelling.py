"""Each line of the tables in docs/spelling.md, as it says."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from content.search.nearest import Vocabulary
from content.search.words import clean_query, index_text, indexed
from text.answers import is_same_answer
from text.letters import letters
from text.numbers import readings
from text.words import folded, terms_of

DOC = (Path(__file__).parents[2] / "docs/spelling.md").read_text()


WAYS = {"yes": (True, True), "one way": (True, False), "no": (False, False)}


def lines_of(title):
    """The lines of the table below the heading `title`, as lists of their cells."""
    part = DOC.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| ")]
    return [[as_typed(cell.strip()) for cell in line] for line in lines[1:]]


def as_typed(cell):
    """`cell` with the characters that it names by their numbers."""
    return re.sub(r"U\+([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), cell)


def is_found(asked, text, language="en"):
    terms = clean_query(asked, (language, "en"))
    words = indexed([text], language).keys()
    return bool(terms) and all(term.is_in(words) for term in terms)


def is_named(asked, name):
    """Whether a search for people or organisations finds `name` by the words `asked`."""
    terms = terms_of(asked)
    return bool(terms) and all(term in folded(name) for term in terms)


@pytest.mark.parametrize(
    ("what", "one", "other", "search", "names", "answers"), lines_of("Ways to write a word")
)
def test_two_ways_are_one_where_the_line_says_so(what, one, other, search, names, answers):
    assert (is_found(other, one), is_found(one, other)) == WAYS[search], "search"
    assert (is_named(other, one), is_named(one, other)) == WAYS[names], "names"
    assert is_same_answer(one, other) == is_same_answer(other, one) == (answers == "yes")


@pytest.mark.parametrize(
    ("language", "asked", "text", "found"), lines_of("Words with other endings")
)
def test_a_word_is_found_by_its_stem(language, asked, text, found):
    assert is_found(asked, text, language) == (found == "yes")


@pytest.mark.parametrize(("language", "asked", "text", "found"), lines_of("Words with a slip"))
def test_the_nearest_word_is_offered(language, asked, text, found):
    vocabulary = Vocabulary([index_text([text, "another page"], language)])
    [term] = clean_query(asked, (language, "en"))
    assert not is_found(asked, text, language)
    nearest = vocabulary.nearest(term)
    assert (nearest is not None and is_found(letters(text), nearest, language)) == (found == "yes")


@pytest.mark.parametrize(("language", "typed", "unit", "means"), lines_of("Numbers"))
def test_a_number_is_read_in_its_language(language, typed, unit, means):
    found = readings(typed, unit, language)
    assert found[:1] == (() if means == "nothing" else (Decimal(means),))


def test_every_table_is_read():
    titles = re.findall(r"^## (.+)$", DOC, re.MULTILINE)
    assert [len(lines_of(title)) > 15 for title in titles] == [True] * 4
