"""A quiz as its page has it."""

from assessments.definition import QuizDefinition, Settings
from courses.formats import read_question


def read_quiz(page):
    """The `QuizDefinition` of a QuizPage, as its row in the database has it."""
    return QuizDefinition(
        title=page.title,
        settings=Settings(
            pass_mark=page.pass_mark,
            attempts_allowed=page.attempts_allowed,
            time_limit=page.time_limit,
            shuffle_questions=page.shuffle_questions,
            shuffle_answers=page.shuffle_answers,
            show_answers=page.show_answers,
            grading_method=page.grading_method,
        ),
        questions=tuple(read_question(block) for block in page.questions),
    )
