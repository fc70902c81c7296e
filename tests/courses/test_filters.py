import pytest

from content.search.words import clean_query
from courses.screens.filters import (
    HOURS,
    Candidate,
    Selection,
    count_choices,
    matches,
    read_selection,
)

OFFERED = {"audience": {"sme": "SMEs", "city": "Cities"}, "level": {"low": "Low", "high": "High"}}


def candidate(audience, level, text="market problem"):
    return Candidate(
        module=None,
        values={"audience": frozenset(audience.split()), "level": frozenset([level])},
        texts=[text],
        language="en",
    )


def selection(audience=(), level=(), terms=()):
    return Selection({"audience": frozenset(audience), "level": frozenset(level)}, tuple(terms))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (selection(), True),
        (selection(["sme"]), True),
        (selection(["city"]), False),
        (selection(["sme", "city"]), True),
        (selection(["sme"], ["low"]), True),
        (selection(["sme"], ["high"]), False),
        (selection(terms=clean_query("mark", ["en"])), True),
        (selection(terms=clean_query("markets", ["en"])), True),
        (selection(terms=clean_query("ark", ["en"])), False),
        (selection(terms=clean_query("mark zebra", ["en"])), False),
    ],
)
def test_values_of_one_filter_add_up_and_filters_narrow(asked, found):
    assert matches(candidate("sme", "low"), asked) is found


def test_unknown_values_are_left_out_and_named():
    asked = read_selection({"audience": ["sme", "zzz", ""], "level": ["\0"]}, OFFERED, ["a"])
    assert asked.chosen == {"audience": {"sme"}, "level": frozenset()}
    assert asked.unknown == ("zzz", "\0")
    assert asked


def test_nothing_asked_is_no_selection():
    assert not read_selection({}, OFFERED, [])


def test_a_choice_is_counted_among_what_the_other_filters_let_through():
    candidates = [candidate("sme", "low"), candidate("city", "low"), candidate("sme city", "high")]
    choices = count_choices(
        "audience", OFFERED["audience"], candidates, selection(["sme"], ["low"])
    )
    assert [(c.value, c.count, c.is_chosen) for c in choices] == [
        ("sme", 1, True),
        ("city", 1, False),
    ]


@pytest.mark.parametrize(
    ("hours", "name"),
    [(0.5, "short"), (1, "short"), (1.5, "medium"), (3, "medium"), (3.5, "long"), (40, "long")],
)
def test_every_length_has_one_name(hours, name):
    assert [each for each, fits in HOURS.items() if fits(hours)] == [name]
