"""Marking and reading of every format."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from assessments.formats import FORMATS
from assessments.formats.choice import ChoiceQuestion
from assessments.formats.text import NumericAnswer
from assessments.layout import Asked
from assessments.question import MAX_ANSWER_LENGTH, Option
from courses.screens.asking import make_entry
from tests.factories.quizzes import PARTS, RIGHT_ANSWERS, question
from text.numbers import DECIMAL_MARKS

KINDS = list(FORMATS)
CHOSEN, TYPED = PARTS["gap_text"]["blanks"]
WISHES = tuple(replace(answer, text="Wish") for answer in TYPED.answers)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def form(asked, answer, order=()):
    """The fields that a browser sends for `answer`."""
    data = QueryDict(mutable=True)
    for row in asked.rows(answer, order):
        if not isinstance(asked, ChoiceQuestion):
            data[row.name] = row.value
        elif row.is_chosen:
            data.appendlist(row.name, row.value)
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_gets_all_points(kind):
    result = question(kind).mark(RIGHT_ANSWERS[kind])
    assert result.points == 2
    assert result.is_correct


@pytest.mark.parametrize("kind", KINDS)
def test_prose_is_no_part_of_the_key(kind):
    other = question(kind, prompt="<p>Other words</p>", feedback="<p>Other words</p>", points=9)
    assert other.key == question(kind).key


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("multiple_choice", {"options": PARTS["multiple_choice"]["options"][:2]}),
        ("numeric", {"unit": "km"}),
        (
            "short_answer",
            {"answers": (Option("s1", "Murcia", True), PARTS["short_answer"]["answers"][1])},
        ),
        ("matching", {"distractors": (Option("d1", "Noise"),)}),
        ("ordering", {"items": PARTS["ordering"]["items"][::-1]}),
        ("gap_text", {"blanks": (CHOSEN, replace(TYPED, answers=WISHES))}),
    ],
)
def test_what_marking_compares_is_the_key(kind, changes):
    assert question(kind, **changes).key != question(kind).key


@pytest.mark.parametrize("kind", KINDS)
def test_it_knows_answers_that_give_all_points_and_less(kind):
    asked = question(kind)
    assert asked.mark(asked.right_answer()).is_correct
    assert not asked.mark(asked.wrong_answer()).is_correct
    assert asked.is_complete(asked.wrong_answer())


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_reads_as_the_key_does(kind):
    asked = question(kind)
    order = asked.draw(Random(3), shuffle=True)
    unit = f" {asked.unit}" if kind == "numeric" else ""
    given = [f"{line}{unit}" for line in asked.given_words(asked.right_answer(), order)]
    assert given == asked.right_words(order) != []
    assert asked.given_words(asked.wrong_answer(), order) != given


@pytest.mark.parametrize("kind", KINDS)
def test_the_skeleton_holds_the_key_and_no_wording(kind):
    asked = question(kind)
    skeleton = asked.skeleton()
    assert {skeleton[name] for name in ("kind", "id", "points")} == {kind, asked.id, asked.points}
    words = [
        "What",
        "Because",
        "The need",
        "Sensors",
        "It is",
        "EUR",
        "Málaga",
        "Parking",
        "Tender",
    ]
    assert any(word in str(asked.to_dict()) for word in words[2:])
    assert not any(word in str(skeleton) for word in words)
    assert replace(asked, prompt="Otra").skeleton() == skeleton
    assert replace(asked, points=9).skeleton() != skeleton


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_gets_no_points(kind):
    result = question(kind).mark(None)
    assert result.points == 0
    assert not result.is_correct


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_complete_and_none_is_not(kind):
    assert question(kind).is_complete(RIGHT_ANSWERS[kind])
    assert not question(kind).is_complete(None)


@pytest.mark.parametrize(
    ("kind", "answer", "points"),
    [
        ("matching", {"p1": "p1", "p3": "p3"}, "4/3"),
        ("matching", {"p1": "p1", "p2": "gone", "p3": "p3"}, "4/3"),
        ("ordering", {"i1": 1}, "2/3"),
    ],
)
def test_an_answer_that_leaves_parts_open_is_not_complete_and_counts(kind, answer, points):
    assert not question(kind).is_complete(answer)
    assert question(kind).mark(answer).points == Fraction(points)


def test_of_several_right_options_any_choice_is_complete():
    assert question("multiple_choice").is_complete(["a"])


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_comes_back_from_its_own_form(kind):
    asked = question(kind)
    order = asked.draw(Random(3), shuffle=True)
    parsed = asked.parse(form(asked, RIGHT_ANSWERS[kind], order))
    assert parsed.answer == RIGHT_ANSWERS[kind]
    assert parsed.message == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_form_is_no_answer(kind):
    asked = question(kind)
    assert asked.parse(form(asked, None)).answer is None
    assert asked.parse(QueryDict()).answer is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_holds_no_key_and_the_review_does(kind):
    asked = question(kind)
    rows = asked.rows(RIGHT_ANSWERS[kind])
    assert all((row.is_right, row.right, row.feedback) == (None, "", "") for row in rows)
    assert any(row.is_right for row in asked.review(RIGHT_ANSWERS[kind]))


@pytest.mark.parametrize("kind", ["matching", "ordering"])
def test_names_and_values_tell_nothing_about_the_key(kind):
    asked = question(kind)
    ids = {part.id for part in asked.items} if kind == "ordering" else {"p1", "p2", "p3", "d1"}
    rows = asked.rows(None, asked.draw(Random(1), shuffle=False))
    values = {value for row in rows for value, _ in row.choices}
    assert not values & ids
    assert [row.label for row in rows] != ["Need", "Dialogue", "Tender"]


@pytest.mark.parametrize("kind", KINDS)
@given(answer=JSON)
def test_points_stay_within_bounds_for_any_stored_value(kind, answer):
    asked = question(kind)
    assert 0 <= asked.mark(answer).points <= asked.points
    asked.rows(answer)
    asked.review(answer)


@pytest.mark.parametrize("kind", KINDS)
@given(values=st.lists(st.text(max_size=20), max_size=4))
def test_reading_never_raises_and_what_it_reads_can_be_marked(kind, values):
    asked = question(kind)
    data = QueryDict(mutable=True)
    for row in asked.rows():
        data.setlist(row.name, values)
    parsed = asked.parse(data)
    assert 0 <= asked.mark(parsed.answer).points <= asked.points


@given(chosen=st.sets(st.sampled_from("abcdef")), right=st.sets(st.sampled_from("abcdef")))
def test_multiple_choice_gives_partial_credit(chosen, right):
    asked = question(
        "multiple_choice", points=12, options=tuple(Option(i, i, i in right) for i in "abcdef")
    )
    share = Fraction(len(chosen & right) - len(chosen - right), max(len(right), 1))
    assert asked.mark(sorted(chosen)).points == max(share, 0) * 12
    assert asked.mark(sorted(chosen)).is_correct == (chosen == right != set())


@pytest.mark.parametrize(
    ("text", "points"), [("215500", 2), ("216.500", 2), ("216501", 0), ("140000", 0), ("x", 0)]
)
def test_a_number_is_right_within_its_tolerance(text, points):
    assert question("numeric").mark(text).points == points


MASS = {
    "unit": "kg",
    "answers": (
        NumericAnswer("right", "1.125"),
        NumericAnswer("grams", "1125", is_correct=False, feedback="These are grams."),
    ),
}


@pytest.mark.parametrize(
    ("language", "right", "mistake"),
    [
        ("es", "1,125", "1.125"),
        ("it", "1,125 kg", "1.125 kg"),
        ("en", "1.125", "1,125"),
        ("he", "1.125", "1,125"),
        ("ar", "١٫١٢٥", "١٬١٢٥"),
    ],
)
def test_a_number_means_what_it_does_in_the_language_of_the_question(language, right, mistake):
    asked = question("numeric", language=language, **MASS)
    assert asked.mark(right).is_correct
    for wrong in (mistake, "1125", "1125 kg"):
        assert asked.match(wrong).feedback == "These are grams."


@pytest.mark.parametrize("language", DECIMAL_MARKS)
def test_the_right_number_that_is_shown_is_taken_as_an_answer(language):
    asked = question("numeric", language=language, **MASS)
    (row,) = asked.review("7")
    assert row.right == f"1{DECIMAL_MARKS[language]}125 kg"
    assert asked.mark(row.right).is_correct
    assert asked.mark(asked.right_answer()).is_correct
    assert not asked.mark(asked.wrong_answer()).is_correct


def test_the_right_number_is_grouped_as_the_numbers_of_the_question():
    answers = (NumericAnswer("right", "1430000"),)
    prompt = "<p>Si se pagan 2.000.000 EUR, ¿cuánto es?</p>"
    asked = question("numeric", prompt=prompt, language="es", unit="EUR", answers=answers)
    (row,) = asked.review("7")
    assert row.right == "1.430.000 EUR"
    assert asked.mark(row.right).is_correct


def test_numbers_of_a_check_are_those_of_the_active_language():
    with override("es"):
        (row,) = question("numeric", **MASS).review("1.125")
    assert (row.right, row.feedback) == ("1,125 kg", "These are grams.")


@pytest.mark.parametrize("typed", ["50,000", "50000", "50 000"])
def test_a_common_mistake_is_one_however_it_is_written(typed):
    answers = (
        NumericAnswer("a", "50"),
        NumericAnswer("b", "50000", is_correct=False, feedback="!"),
    )
    asked = question("numeric", language="en", unit="", answers=answers)
    assert not asked.mark(typed).is_correct
    assert asked.match(typed).feedback == "!"
    without_mistake = question("numeric", language="en", unit="", answers=answers[:1])
    assert not without_mistake.mark(typed).is_correct


@pytest.mark.parametrize("kind", ["numeric", "short_answer"])
def test_a_text_field_offers_the_whole_keyboard(kind):
    """Without letters some telephones have no minus, and none has a unit."""
    html = render_to_string(
        "components/questions/short_answer/asking.html",
        {"entry": make_entry(Asked(1, question(kind), ())), "name": "q"},
    )
    assert "inputmode" not in html


@pytest.mark.parametrize(
    ("kind", "parts", "typed"),
    [
        ("short_answer", {"answers": (Option("a", "open data", True),)}, "open\u00a0data"),
        ("short_answer", {"answers": (Option("a", "2030", True),)}, "٢٠٣٠"),
        ("short_answer", {"answers": (Option("a", "الماء، الطاقة", True),)}, "الماء, الطاقة"),
        ("numeric", {"unit": "m²", "answers": (NumericAnswer("a", "50"),)}, "50 m2"),
        ("numeric", {"unit": "°C", "answers": (NumericAnswer("a", "21"),)}, "21 ºC"),
        ("numeric", {"unit": "°C", "answers": (NumericAnswer("a", "-21"),)}, "−21 °C"),
    ],
)
def test_an_answer_counts_however_it_is_typed(kind, parts, typed):
    asked = question(kind, **parts)
    data = QueryDict(mutable=True)
    data[asked.field] = typed
    parsed = asked.parse(data)
    assert parsed.message == ""
    assert asked.mark(parsed.answer).is_correct


def test_what_is_kept_is_what_was_typed():
    asked = question("short_answer")
    data = QueryDict(mutable=True)
    data[asked.field] = "L’Aria، ٢٠٣٠ "
    assert asked.parse(data).answer == "L’Aria، ٢٠٣٠"


def test_a_common_mistake_gets_its_own_feedback():
    (row,) = question("numeric").review("140 000")
    assert row.feedback == "That is the threshold of the state."
    assert row.right == "216000 EUR"
    (row,) = question("short_answer").review("GENOA")
    assert row.feedback == "Genoa had two challenges."


def test_matching_and_ordering_give_a_share():
    assert question("matching", points=3).mark({"p1": "p1", "p2": "d1"}).points == 1
    assert question("ordering", points=3).mark({"i1": 1, "i2": 3, "i3": 2}).points == 1


def test_equal_matches_are_one_choice_and_both_right():
    pairs = tuple(type(p)(p.id, p.prompt, "Air") for p in PARTS["matching"]["pairs"][:2])
    asked = question("matching", pairs=pairs, distractors=())
    assert len(asked.choices) == 1
    assert asked.mark({"p1": "p1", "p2": "p1"}).is_correct


@pytest.mark.parametrize("kind", ["numeric", "short_answer"])
def test_a_long_answer_is_refused_with_a_message(kind):
    asked = question(kind)
    parsed = asked.parse(QueryDict(f"{asked.field}={'a' * 10_000}"))
    assert "10000 characters" in parsed.message
    assert parsed.is_refused
    assert not asked.parse(QueryDict(f"{asked.field}={'1' * MAX_ANSWER_LENGTH}")).is_refused


def test_words_for_a_number_are_refused_with_a_message():
    asked = question("numeric")
    parsed = asked.parse(QueryDict(f"{asked.field}=many"))
    assert parsed.answer == "many"
    assert "digits" in parsed.message


def test_a_position_given_twice_is_told():
    asked = question("ordering")
    data = form(asked, {"i1": 1, "i2": 1})
    assert "same position" in asked.parse(data).message


def test_nul_bytes_are_dropped():
    asked = question("short_answer")
    assert asked.parse(QueryDict(f"{asked.field}=M%00alaga")).answer == "Malaga"
