"""What an attempt draws: the order of the questions and of what each offers."""

from dataclasses import dataclass
from random import Random

from assessments.definition import UnreadableQuiz
from assessments.question import Question


@dataclass(frozen=True)
class Asked:
    """A question as it stands in an attempt: its number, and the order of its parts."""

    number: int
    question: Question
    order: tuple


def draw_layout(quiz, rules, seed):
    """The layout of an attempt at `quiz` (a QuizDefinition) under its QuizRules, for JSON.

    The same seed draws the same layout.
    """
    rng = Random(seed)  # noqa: S311 -- it shuffles, it keeps no secret
    ids = [question.id for question in quiz.questions]
    if rules.shuffle_questions:
        rng.shuffle(ids)
    parts = {question.id: question.draw(rng, rules.shuffle_answers) for question in quiz.questions}
    return {"seed": seed, "questions": ids, "parts": parts}


def asked_questions(quiz, layout):
    """The `Asked` questions of a layout, in their order. Raises UnreadableQuiz."""
    try:
        return [
            Asked(number, quiz.by_id[question_id], tuple(layout["parts"].get(question_id, ())))
            for number, question_id in enumerate(layout["questions"], 1)
        ]
    except (AttributeError, LookupError, TypeError) as fault:
        raise UnreadableQuiz(f"This was not drawn from the quiz: {fault!r}") from fault
