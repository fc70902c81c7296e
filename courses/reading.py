"""Reads a quiz from its page."""

from assessments.definition import QuizDefinition
from assessments.quiz_rules import RULES, QuizRules
from courses.formats import read_question


def read_quiz(page):
    """The `QuizDefinition` that the QuizPage `page` describes."""
    return QuizDefinition(
        title=page.title, questions=tuple(read_question(block) for block in page.questions)
    )


def read_rules(page):
    """The QuizRules that the QuizPage `page` describes, as an unsaved object."""
    return QuizRules(**{name: getattr(page, name) for name in RULES})
