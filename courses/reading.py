"""Reads quizzes, and the checks of lessons, from their pages."""

import logging

from accounts.languages import SOURCE_LANGUAGE
from assessments.definition import QuizDefinition
from assessments.quiz_rules import RULES, QuizRules
from content.blocks.base import UNREADABLE
from content.editions.edition import remembered
from courses.body import parts_of
from courses.formats import read_question

logger = logging.getLogger(__name__)


def read_quiz(page, source=None):
    """The `QuizDefinition` that the QuizPage `page` describes.

    `source`: that of the same quiz in the source language, for questions that `page` does not have
    in its own; None where `page` is the source, or there is none.
    """
    questions = [read_question(block) for block in page.questions]
    questions = _as_asked(questions, source.questions if source else ())
    return QuizDefinition(title=page.title, questions=tuple(questions))


def read_checks(page, parts):
    """The Question of each check among `parts` of the body of the LessonPage `page`.

    Those that `page` does not have in its own language are asked in the source language, as in a
    quiz. One query for each edition, where a check is answered in words.
    """
    questions = [read_question(part.block) for part in parts if part.is_check]
    if any(question.is_answered_in_words for question in questions):
        sources = remembered(f"source-checks-{page.pk}", lambda: _read_source_checks(page))
        return _as_asked(questions, sources)
    return questions


def read_rules(page):
    """The QuizRules that the QuizPage `page` describes, as an unsaved object."""
    return QuizRules(**{name: getattr(page, name) for name in RULES})


def _as_asked(questions, sources):
    """`questions` of a page as they are asked; `sources`: the same in the source language."""
    by_id = {source.id: source for source in sources}
    return [question.as_asked(by_id.get(question.id)) for question in questions]


def _read_source_checks(page):
    """The checks of the live page that `page` translates; none where it is the source itself."""
    pages = type(page).objects.live().exclude(pk=page.pk)
    source = pages.filter(
        translation_key=page.translation_key, locale__language_code=SOURCE_LANGUAGE
    ).first()
    checks = []
    for part in parts_of(source.body) if source else ():
        try:
            checks += [read_question(part.block)] if part.is_check else []
        except UNREADABLE:  # then it is asked as its translation has it
            logger.exception("Question %s of page %s cannot be read", part.id, source.pk)
    return checks
