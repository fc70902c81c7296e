"""Check questions and the answers to them as a person reads them, for rows that hold their ids."""

from contextlib import suppress

from django.utils.translation import get_language, gettext

from accounts.languages import SOURCE_LANGUAGE
from assessments.answers_in_words import answer_in_words, question_in_words
from assessments.definition import UNREADABLE
from courses.body import parts_of
from courses.pages.lesson import LessonPage
from courses.reading import read_checks


def checks_in_words(rows):
    """What was asked in each of `rows` (CheckResponses). One query for all, or a few."""
    asked = _asked(rows)
    gone = gettext("A question that the lesson no longer has")
    return [question_in_words(asked[row]) if asked.get(row) else gone for row in rows]


def check_answers_in_words(rows):
    """What was answered in each of `rows` (CheckResponses); as kept where the question is gone."""
    asked = _asked(rows)
    return [answer_in_words(asked.get(row), row.answer) for row in rows]


def _asked(rows):
    """{row: its question}, of those that lessons hold, in the active language where they can."""
    languages = [SOURCE_LANGUAGE, get_language()]
    pages = LessonPage.objects.filter(
        translation_key__in={row.activity.key for row in rows},
        locale__language_code__in=languages,
    ).select_related("locale")
    found = {}
    for page in sorted(pages, key=lambda page: languages.index(page.locale.language_code)):
        with suppress(*UNREADABLE):
            checks = read_checks(page, parts_of(page.body))
            found |= {(page.translation_key, check.id): check for check in checks}
    return {row: found.get((row.activity.key, row.question_id)) for row in rows}
