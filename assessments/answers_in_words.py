"""Questions and answers as a person reads them, for rows that hold their ids."""

import json
from contextlib import suppress
from html import unescape

from django.template.defaultfilters import floatformat
from django.utils.html import strip_tags

from assessments.definition import UNREADABLE
from assessments.version import QuizVersion


def questions_in_words(rows):
    """What was asked in each of `rows` (Responses); the id where it cannot be read. 1 query."""
    asked = _asked(rows)
    return [question_in_words(asked[row]) if asked.get(row) else row.question_id for row in rows]


def answers_in_words(rows):
    """What was answered in each of `rows` (Responses); as kept where it is unreadable. 1 query."""
    asked = _asked(rows)
    return [answer_in_words(asked.get(row), row.answer) for row in rows]


def answers_without_words(rows):
    """What was answered in each of `rows` (Responses) without free text. One query.

    Of what was typed the author's answers stay: they are marked again after corrections.
    """
    asked = _asked(rows)
    return [asked[row].without_words(row.answer) if asked.get(row) else "" for row in rows]


def points_in_words(rows):
    """The points of each of `rows`; nothing before it is marked."""
    return ["" if row.points is None else floatformat(row.points, -2) for row in rows]


def scores_in_words(rows):
    """The score of each of `rows` (Passes), in per cent."""
    return [floatformat(row.score, -2) for row in rows]


def question_in_words(question):
    """What `question` asks, as a text."""
    return _plain(question.prompt)


def answer_in_words(question, answer):
    """An `answer` to `question` as a text; as kept where that is None or cannot read it."""
    with suppress(*UNREADABLE):
        return "; ".join(_plain(line) for line in question.given_words(answer))
    return json.dumps(answer, ensure_ascii=False)


def _plain(markup):
    return unescape(strip_tags(markup))


def _asked(rows):
    """{row: the question of the attempt's version that it answers}, of those that can be read."""
    attempts = {row.attempt.version_id for row in rows}
    versions = QuizVersion.objects.in_bulk(attempts)
    quizzes = {pk: version.quiz for pk, version in versions.items() if version.is_readable}
    found = {}
    for row in rows:
        if quiz := quizzes.get(row.attempt.version_id):
            found[row] = quiz.by_id.get(row.question_id)
    return found
