"""A quiz as its page has it."""

from assessments.definition import QuizDefinition
from assessments.quiz_rules import RULES, QuizRules
from courses.formats import read_question


def read_quiz(page):
    """The `QuizDefinition` of a QuizPage, as its row in the database has it."""
    return QuizDefinition(
        title=page.title, questions=tuple(read_question(block) for block in page.questions)
    )


def read_rules(page):
    """The QuizRules that a QuizPage asks for, not stored."""
    return QuizRules(**{name: getattr(page, name) for name in RULES})
