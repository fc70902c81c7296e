"""Reads a quiz from its page."""

from assessments.definition import QuizDefinition
from assessments.quiz_rules import RULES, QuizRules
from courses.formats import read_question


def read_quiz(page, source=None):
    """The `QuizDefinition` that the QuizPage `page` describes.

    `source`: that of the same quiz in the source language, for questions that `page` does not have
    in its own; None where `page` is the source, or there is none.
    """
    questions = [read_question(block) for block in page.questions]
    if source:
        sources = {question.id: question for question in source.questions}
        questions = [question.as_asked(sources.get(question.id)) for question in questions]
    return QuizDefinition(title=page.title, questions=tuple(questions))


def read_rules(page):
    """The QuizRules that the QuizPage `page` describes, as an unsaved object."""
    return QuizRules(**{name: getattr(page, name) for name in RULES})
