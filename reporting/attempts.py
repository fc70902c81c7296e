"""Attempts at quizzes as a trainer reads them: what was asked, answered, right, and what it gave.

All of it comes from the version of the quiz that the attempt keeps, and the points are those that
were given then.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assessments.models import Attempt

LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Answered:
    """One question of an attempt. `given` and `right` hold a line for each part of the answer."""

    number: int
    prompt: str  # rich text
    given: tuple[str, ...]
    right: tuple[str, ...]
    points: Decimal | None  # None: not marked yet
    max_points: int
    saved_at: datetime | None

    @property
    def verdict(self):
        """The word for the points: right, partly, wrong, or open where nothing was answered."""
        if not self.given or self.points is None:
            return "open"
        if self.points >= self.max_points:
            return "right"
        return "partly" if self.points else "wrong"


@dataclass(frozen=True)
class AttemptRecord:
    """An attempt with its questions in the order in which they were asked."""

    attempt: Attempt
    answers: list[Answered]

    @property
    def pass_mark(self):
        """The score in per cent that passing took then."""
        return self.attempt.quiz.settings.pass_mark


def read_attempts(learner):
    """An AttemptRecord for each attempt of `learner`, the last begun first. Two queries."""
    attempts = (
        Attempt.objects.filter(learner=learner)
        .select_related("activity__module", "version")
        .prefetch_related("responses")
        .order_by("-started_at", "-pk")
    )
    return [AttemptRecord(attempt, _answers(attempt)) for attempt in attempts]


def _answers(attempt):
    responses = {response.question_id: response for response in attempt.responses.all()}
    return [_answered(asked, responses.get(asked.question.id)) for asked in attempt.asked]


def _answered(asked, response):
    question = asked.question
    rows = question.review(response.answer if response else None, asked.order)
    lines = LINES[question.control]
    return Answered(
        number=asked.number,
        prompt=LINK.sub("", question.prompt),  # each link would cost a query
        given=tuple(lines(rows, lambda row: row.is_chosen, "own")) if response else (),
        right=tuple(lines(rows, lambda row: row.is_right, "right")),
        points=response.points if response else None,
        max_points=question.points,
        saved_at=response.saved_at if response else None,
    )


def _chosen(rows, is_meant, side):
    return (row.label for row in rows if is_meant(row))


def _typed(rows, is_meant, side):
    return filter(None, (getattr(row, side) for row in rows))


def _selected(rows, is_meant, side):
    return (f"{row.label}: {getattr(row, side) or '–'}" for row in rows)


LINES = {"choices": _chosen, "text": _typed, "selects": _selected}
