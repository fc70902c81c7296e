"""What is stored of quizzes and answers may be of any shape: it is read or refused, never half."""

import json
from copy import deepcopy
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.definition import QuizDefinition, UnreadableQuiz
from assessments.formats import FORMATS
from assessments.layout import asked_questions, draw_layout
from assessments.quiz_rules import QuizRules
from tests.factories.quizzes import definition, question

ODD = [None, 0, -1, 1.5, True, "", "x", "NaN", "1e9999999", [], {}, [1], [None], {"a": 1}]
GONE = object()
ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda some: (
        st.lists(some, max_size=3)
        | st.dictionaries(st.sampled_from(["p1", "i1", "i2", "b1", "b2"]), some)
    ),
    max_leaves=5,
)


def ask(question, answer, order=()):
    """Everything that screens and reports ask of a question."""
    question.mark(answer)
    question.rows(answer, order)
    question.review(answer, order)
    question.given_words(answer, order)
    question.right_words(order)
    question.doubt(answer)
    question.is_complete(answer)


def places_in(value):
    """The path to each value in a structure of JSON, as a tuple of keys."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inside:
        yield (key,)
        if isinstance(part, dict | list):
            yield from ((key, *place) for place in places_in(part))


def damaged(data, place, found):
    data = deepcopy(data)
    part = data
    for key in place[:-1]:
        part = part[key]
    if found is GONE:
        del part[place[-1]]
    else:
        part[place[-1]] = found
    return data


def stored(kind):
    return json.loads(json.dumps(definition([question(kind)]).to_dict()))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_version_that_can_be_read_can_be_asked(kind):
    whole = stored(kind)
    for place in places_in(whole):
        for found in [*ODD, GONE]:
            try:
                quiz = QuizDefinition.from_dict(damaged(whole, place, found))
            except UnreadableQuiz:
                continue
            layout = draw_layout(quiz, QuizRules(questions_per_lesson=1), seed=1)
            quiz.points_of(layout["questions"])
            for asked in asked_questions(quiz, layout):
                ask(asked.question, asked.question.right_answer(), asked.order)
                ask(asked.question, question(kind).right_answer())


@pytest.mark.parametrize("kind", FORMATS)
@given(answer=ANSWERS)
def test_a_stored_answer_may_be_anything(kind, answer):
    asked = question(kind)
    ask(asked, answer, asked.draw(Random(1), shuffle=True))


def test_what_is_not_always_there_may_be_missing():
    whole = stored("matching")
    place = ("questions", 0, "distractors")
    (read,) = QuizDefinition.from_dict(damaged(whole, place, GONE)).questions
    assert read.distractors == ()
