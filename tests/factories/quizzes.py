"""Quizzes, their versions and attempts."""

from dataclasses import dataclass, field

import factory

from assessments.attempt import save_answer, start_attempt, submit_attempt
from assessments.definition import QuizDefinition
from assessments.formats import FORMATS
from assessments.formats.gap_text import Blank
from assessments.formats.matching import Pair
from assessments.formats.ordering import Item
from assessments.formats.text import NumericAnswer
from assessments.passing import publish_rules
from assessments.question import Option
from assessments.quiz_rules import QuizRules
from assessments.version import freeze_version
from learning.choices import CompletionRule
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory

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
    "gap_text": {
        "text": "First comes the [2], then\nthe [1].",
        "blanks": (
            Blank(
                "b1",
                (
                    Option("b1a", "Tender", True, "It comes last."),
                    Option("b1b", "Call", False, "A call is no tender."),
                    Option("b1c", "Pilot"),
                ),
                is_chosen=True,
            ),
            Blank("b2", (Option("b2a", "Need", True), Option("b2b", "Idea", False, "Too early."))),
        ),
    },
}
RIGHT_ANSWERS = {
    "single_choice": "right",
    "multiple_choice": ["a", "b"],
    "true_false": "true",
    "numeric": "216 000",
    "short_answer": "malaga",
    "matching": {"p1": "p1", "p2": "p2", "p3": "p3"},
    "ordering": {"i1": 1, "i2": 2, "i3": 3},
    "gap_text": {"b1": "b1a", "b2": "need"},
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


@dataclass(frozen=True)
class RuledQuiz(QuizDefinition):
    """A `QuizDefinition` with the rules that a test wants for it."""

    rules: dict = field(default_factory=dict)


def definition(questions=None, title="Quiz", **rules):
    """A `QuizDefinition`; a number of `questions` means so many of single choice."""
    if isinstance(questions, int):
        questions = [question(question_id=f"id-{n}") for n in range(questions)]
    return RuledQuiz(title=title, questions=tuple(questions or [question()]), rules=rules)


def change_rules(activity, **rules):
    """Publish the quiz with these rules; those not named are as by default."""
    return publish_rules(activity=activity, rules=QuizRules(**rules), actor=ACTOR)


class QuizActivityFactory(ActivityFactory):
    """A quiz in the outline. `quiz`: its `QuizDefinition`, frozen in English."""

    class Meta:
        skip_postgeneration_save = True

    kind = "quiz"
    completion_rule = CompletionRule.PASS
    titles = factory.Sequence(lambda n: {"en": f"Quiz {n}"})

    @factory.post_generation
    def quiz(self, create, extracted, **kwargs):
        """Freeze the definition and its rules."""
        quiz = extracted or definition()
        change_rules(self, **quiz.rules)
        if create and extracted is not False:
            freeze_version(activity=self, language="en", definition=quiz)


def enrolled_learner(activity, **fields):
    """Someone enrolled in the activity's module."""
    return EnrolmentFactory(module=activity.module, learner=UserFactory(**fields)).learner


def begin(quiz=None, learner=None, activity=None):
    """An open attempt at a new quiz with the definition `quiz`."""
    activity = activity or QuizActivityFactory(quiz=quiz)
    return start_attempt(
        learner=learner or enrolled_learner(activity), activity=activity, language="en", actor=ACTOR
    )


def finish(attempt, right=True):
    """Answer every question, rightly or wrongly, and submit; returns the attempt."""
    for asked in attempt.asked:
        answer = RIGHT_ANSWERS[asked.question.kind] if right else "wrong"
        save_answer(attempt=attempt, question_id=asked.question.id, answer=answer)
    return submit_attempt(attempt=attempt, actor=ACTOR)
