"""What of a text is shown to tell why a search found it."""

import pytest

from content.search.excerpt import excerpt, marked
from content.search.words import clean_query


def place(texts, terms, language):
    """The Passages of an excerpt from `texts` that have no names."""
    return excerpt((("", text) for text in texts), terms, language)[1]


def terms_of(query):
    return clean_query(query, ["en"])


def shown(passages):
    """`passages` as one text, with what was found between brackets."""
    return "".join(f"[{each.text}]" if each.is_found else each.text for each in passages)


@pytest.mark.parametrize(
    ("text", "query", "result"),
    [
        ("Public procurement, and more.", "procure", "Public [procurement], and more."),
        ("Tenders “won” by tender", "tender", "[Tenders] “won” by [tender]"),
        ("Málaga y Murcia", "malaga murcia", "[Málaga] y [Murcia]"),
        ("والكتاب الجديد", "كتاب", "[والكتاب] الجديد"),
        ("كِتَاب،", "الكتاب", "[كِتَاب]،"),
        ("הַשִּׁעוּר הראשון", "שעור", "[הַשִּׁעוּר] הראשון"),
        ("A city-wide plan", "wide", "A [city-wide] plan"),
        ("Cities buy", "buying city", "[Cities] [buy]"),
        ("Nothing of it", "zebra", "Nothing of it"),
        ("", "zebra", ""),
    ],
)
def test_words_are_marked_in_every_language(text, query, result):
    assert shown(marked(text, terms_of(query), "en")) == result


def test_the_words_around_the_first_place_are_shown():
    text = " ".join(f"w{number}" for number in range(1, 100))
    assert shown(place([text], terms_of("w50"), "en")).startswith("… w38 w39 ")
    assert " w49 [w50] w51 " in shown(place([text], terms_of("w50"), "en"))
    assert shown(place([text], terms_of("w50"), "en")).endswith(" w72 w73 …")
    assert shown(place([text], terms_of("w3"), "en")).startswith("w1 w2 [w3]")
    assert shown(place([text], terms_of("w99"), "en")).endswith("w98 [w99]")


def test_a_sentence_is_shown_rather_than_a_heading():
    sentence = "Whoever reads this sentence has learned what the tender asks."
    assert shown(place(["The tender", sentence], terms_of("tender"), "en")).startswith("Whoever")
    assert shown(place(["Prices", "The tender"], terms_of("tender"), "en")) == "The [tender]"


def test_no_text_is_read_after_the_first_sentence_that_is_found():
    texts = iter(["One two three four five six seven eight", "and what stands after it"])
    place(texts, terms_of("two"), "en")
    assert next(texts) == "and what stands after it"


def test_nothing_is_shown_where_nothing_is_found():
    assert place(["The tender"], terms_of("zebra"), "en") == []
