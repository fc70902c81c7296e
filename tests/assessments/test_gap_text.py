"""Gap text: blanks in a running text, each typed or chosen."""

from dataclasses import replace
from random import Random

import pytest
from django.http import QueryDict

from assessments.formats.gap_text import Blank
from assessments.question import MAX_ANSWER_LENGTH, Option
from tests.factories.quizzes import question


def gap_text(**fields):
    return question("gap_text", **fields)


def weighted():
    """A text of a blank with one point and one with three."""
    light = Blank("light", (Option("l", "need", True),))
    heavy = Blank("heavy", (Option("h", "tender", True), Option("x", "call")), points=3)
    return gap_text(text="[1] [2]", blanks=(light, heavy), points=4)


def sent(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[f"q-id-gap_text-{name}"] = value
    return data


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ({"light": "need", "heavy": "tender"}, 4),
        ({"light": "Need!"}, 1),
        ({"heavy": "TENDER"}, 3),
        ({"light": "tender", "heavy": "need"}, 0),
        ({"light": ["need"], "gone": "need"}, 0),
        ("need", 0),
    ],
)
def test_each_blank_gives_its_own_points(answer, points):
    result = weighted().mark(answer)
    assert (result.points, result.is_correct) == (points, points == 4)


def test_any_accepted_variant_counts_and_the_first_is_shown():
    variants = (Option("1", "PPI", True), Option("2", "innovation procurement", True))
    asked = gap_text(text="[1]", blanks=(Blank("b", variants),), points=1)
    assert asked.mark({"b": "Innovation  procurement"}).is_correct
    assert asked.right_words() == ["1: PPI"]


def test_fields_stand_in_the_order_of_the_text_whatever_that_of_the_blanks():
    asked = gap_text()
    rows = asked.rows()
    assert [row.name[-2:] for row in rows] == ["b2", "b1"]
    assert [row.label for row in rows] == ["1", "2"]
    assert asked.asked_text == "First comes the [1], then\nthe [2]."
    assert [row.before for row in rows] == ["First comes the ", ", then\nthe "]
    assert asked.ending == "."
    assert [row.is_select for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("text", "before", "ending"),
    [
        ("", ["", " "], ""),
        ("Only [2].", ["Only ", "."], ""),
        ("[1] [7] [1] [2]", ["", " [7] [1] "], ""),
        ("[١] و[٢].", ["", " و"], "."),
    ],
)
def test_a_draft_shows_every_blank_once_whatever_its_marks(text, before, ending):
    asked = gap_text(text=text)
    assert [row.before for row in asked.rows()] == before
    assert asked.ending == ending


def test_what_was_chosen_is_kept_by_its_id_and_what_was_typed_as_typed():
    parsed = gap_text().parse(sent(b1="b1b", b2=" The  idea "))
    assert parsed.answer == {"b1": "b1b", "b2": "The  idea"}
    assert gap_text().parse(sent(b1="Tender", b2="")).answer is None


def test_what_is_too_long_is_refused_and_shown_again():
    long = "a" * (MAX_ANSWER_LENGTH + 1)
    parsed = gap_text().parse(sent(b1="b1a", b2=long))
    assert parsed.is_refused
    assert str(MAX_ANSWER_LENGTH) in parsed.message
    assert parsed.answer == {"b1": "b1a", "b2": long}


def test_the_feedback_is_that_of_what_was_answered():
    first, second = gap_text().review({"b1": "b1b", "b2": "idea"})
    assert (first.is_right, first.right, first.feedback) == (False, "Need", "Too early.")
    assert (second.own, second.right, second.feedback) == ("Call", "Tender", "A call is no tender.")


def test_only_what_can_be_chosen_is_drawn_and_never_in_its_own_order():
    drawn = [tuple(gap_text().draw(Random(seed), shuffle=False)) for seed in range(20)]
    assert {frozenset(order) for order in drawn} == {frozenset({"b1a", "b1b", "b1c"})}
    assert ("b1a", "b1b", "b1c") not in drawn
    (_typed, chosen) = gap_text().rows(None, drawn[0])
    assert tuple(value for value, _text in chosen.choices) == drawn[0]


def test_only_texts_may_differ_between_languages():
    asked = gap_text()
    spanish = replace(
        asked,
        text="El [1] viene tras la [2].",
        blanks=tuple(
            replace(blank, answers=tuple(replace(a, text="?", feedback="?") for a in blank.answers))
            for blank in asked.blanks
        ),
    )
    assert spanish.skeleton() == asked.skeleton()
    for change in ({"is_chosen": False}, {"points": 2}, {"answers": asked.blanks[0].answers[:2]}):
        other = replace(asked, blanks=(replace(asked.blanks[0], **change), asked.blanks[1]))
        assert other.skeleton() != asked.skeleton(), change
