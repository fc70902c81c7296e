"""Quizzes, their versions and attempts."""

import factory

from assessments.definition import QuizDefinition, Settings
from assessments.formats import FORMATS
from assessments.formats.matching import Pair
from assessments.formats.ordering import Item
from assessments.formats.text import NumericAnswer
from assessments.question import Option
from assessments.version import freeze
from learning.choices import ActivityKind, CompletionRule
from tests.factories.outline import ActivityFactory

RIGHT = Option("right", "The need", True, "Yes: the need comes first.")
WRONG = Option("wrong", "The tender", False, "Too early.")

PARTS = {
    "single_choice": {"options": (RIGHT, WRONG)},
    "multiple_choice": {
        "options": (
            Option("a", "Sensors", True),
            Option("b", "Needs", True),
            Option("c", "Cake", False, "Cake is no sensor."),
        )
    },
    "true_false": {"options": (Option("true", "", True), Option("false", "", False, "It is."))},
    "numeric": {
        "unit": "EUR",
        "answers": (
            NumericAnswer("n1", "216000", "500"),
            NumericAnswer("n2", "140000", "0", False, "That is the threshold of the state."),
        ),
    },
    "short_answer": {
        "answers": (
            Option("s1", "Málaga", True),
            Option("s2", "Genoa", False, "Genoa had two challenges."),
        )
    },
    "matching": {
        "pairs": (
            Pair("p1", "Murcia", "Parking", "Park4Dis."),
            Pair("p2", "Málaga", "Vehicles"),
            Pair("p3", "Genoa", "Air"),
        ),
        "distractors": (Option("d1", "Water"),),
    },
    "ordering": {"items": (Item("i1", "Need"), Item("i2", "Dialogue"), Item("i3", "Tender"))},
}
RIGHT_ANSWERS = {
    "single_choice": "right",
    "multiple_choice": ["a", "b"],
    "true_false": "true",
    "numeric": "216 000",
    "short_answer": "malaga",
    "matching": {"p1": "p1", "p2": "p2", "p3": "p3"},
    "ordering": {"i1": 1, "i2": 2, "i3": 3},
}


def question(kind="single_choice", question_id=None, **fields):
    """A question of `kind` with the parts above, worth two points unless told otherwise."""
    return FORMATS[kind](
        **{
            "id": question_id or f"id-{kind}",
            "prompt": f"<p>What about {kind}?</p>",
            "points": 2,
            "feedback": "<p>Because.</p>",
            **PARTS[kind],
            **fields,
        }
    )


def definition(questions=None, title="Quiz", **settings):
    """A `QuizDefinition`; a number of `questions` means so many of single choice."""
    if isinstance(questions, int):
        questions = [question(question_id=f"id-{n}") for n in range(questions)]
    return QuizDefinition(
        title=title,
        questions=tuple(questions or [question()]),
        settings=Settings(**settings),
    )


class QuizActivityFactory(ActivityFactory):
    """A quiz in the outline. `quiz`: its `QuizDefinition`, frozen in English."""

    kind = ActivityKind.QUIZ
    completion_rule = CompletionRule.PASS
    titles = factory.Sequence(lambda n: {"en": f"Quiz {n}"})

    @factory.post_generation
    def quiz(self, create, extracted, **kwargs):
        """Freeze the definition."""
        if create and extracted is not False:
            freeze(activity=self, language="en", definition=extracted or definition())
