"""What an attempt draws: the order of the questions and of what each offers."""

from collections import Counter
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


def group_by_lesson(questions):
    """The questions by the lesson that each belongs to; those without one are a group as well."""
    groups = {}
    for question in questions:
        groups.setdefault(question.lesson, []).append(question)
    return groups


def count_asked(quiz, rules):
    """How many questions an attempt at `quiz` (a QuizDefinition) under its QuizRules asks."""
    most = rules.questions_per_lesson or len(quiz.questions)
    return sum(min(most, len(group)) for group in group_by_lesson(quiz.questions).values())


def draw_layout(quiz, rules, seed, earlier=()):
    """The layout of an attempt at `quiz` (a QuizDefinition) under its QuizRules, for JSON.

    `earlier`: the layouts of the learner's attempts before; what they asked less often is drawn
    first. The same seed draws the same.
    """
    rng = Random(seed)  # noqa: S311 -- it shuffles, it keeps no secret
    drawn = _draw_questions(quiz, rules.questions_per_lesson, rng, earlier)
    ids = [question.id for question in drawn]
    if rules.shuffle_questions:
        rng.shuffle(ids)
    parts = {question.id: question.draw(rng, rules.shuffle_answers) for question in drawn}
    return {"seed": seed, "questions": ids, "parts": parts}


def _draw_questions(quiz, count, rng, earlier):
    """So many questions of each lesson, in the editor's order; all where `count` is None."""
    if count is None:
        return quiz.questions
    times_asked = Counter(key for layout in earlier for key in layout.get("questions", ()))
    drawn = set()
    for group in group_by_lesson(quiz.questions).values():
        ids = [question.id for question in group]
        rng.shuffle(ids)
        drawn.update(sorted(ids, key=times_asked.__getitem__)[:count])
    return [question for question in quiz.questions if question.id in drawn]


def asked_questions(quiz, layout):
    """The `Asked` questions of a layout, in their order. Raises UnreadableQuiz."""
    try:
        return [
            Asked(number, quiz.by_id[question_id], tuple(layout["parts"].get(question_id, ())))
            for number, question_id in enumerate(layout["questions"], 1)
        ]
    except (AttributeError, LookupError, TypeError) as fault:
        raise UnreadableQuiz(f"This was not drawn from the quiz: {fault!r}") from fault


def is_asked(quiz, layout, question_id):
    """Whether a layout that was drawn from `quiz` asks this question. Raises UnreadableQuiz."""
    try:
        asked = set(layout["questions"])
    except (LookupError, TypeError) as fault:
        raise UnreadableQuiz(f"This was not drawn from the quiz: {fault!r}") from fault
    if unknown := asked - quiz.by_id.keys():
        raise UnreadableQuiz(f"This was not drawn from the quiz: {unknown!r}")
    return question_id in asked
