"""Attempts as a trainer reads them: questions, answers, right answers and points.

All of it comes from the version of the quiz that the attempt keeps; the points are those given
then.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessments.choices import Verdict
from assessments.correction import corrections_of
from assessments.definition import UnreadableQuiz
from assessments.models import Attempt
from reporting.sign import Sign

logger = logging.getLogger(__name__)

LINK = re.compile(r"</?a\b[^>]*>")
SIGNS = {
    Verdict.RIGHT: Sign.TICK,
    Verdict.WITHDRAWN: Sign.TICK,
    Verdict.PARTLY: Sign.PARTLY,
    Verdict.KEPT: Sign.NONE,
}


@dataclass(frozen=True)
class Answered:
    """A question of an attempt. `given` and `right` have a line for each part of the answer."""

    number: int
    prompt: str  # rich text
    text: str  # what is asked beside it
    given: tuple[str, ...]
    right: tuple[str, ...]
    points: Fraction | None  # None: not marked yet
    max_points: int
    saved_at: datetime | None
    verdict: Verdict
    notice: str = ""  # that the question was put right, and why

    @property
    def sign(self):
        """The sign beside the points; what was not answered lost them too."""
        return SIGNS.get(self.verdict, Sign.CROSS)

    @property
    def remark(self):
        """What to say of the points beside their sign; empty for nothing."""
        return self.verdict.label if self.verdict == Verdict.KEPT else ""


@dataclass(frozen=True)
class AttemptRecord:
    """An attempt with its questions in the order in which they were asked.

    There are no `answers` where the version of the quiz cannot be read.
    """

    attempt: Attempt
    answers: list[Answered]
    is_readable: bool = True


def read_attempts(learner):
    """An AttemptRecord for each attempt of `learner`, the last begun first. Three queries."""
    attempts = list(
        Attempt.objects.filter(learner=learner)
        .select_related("activity__module", "version")
        .prefetch_related("responses")
        .order_by("-started_at", "-pk")
    )
    corrections = corrections_of({attempt.activity_id for attempt in attempts})
    return [_record(attempt, corrections[attempt.activity_id]) for attempt in attempts]


def _record(attempt, corrections):
    try:
        return AttemptRecord(attempt, _answers(attempt, corrections))
    except UnreadableQuiz:
        logger.exception("Attempt %s cannot be read.", attempt.pk)
        return AttemptRecord(attempt, [], is_readable=False)


def _answers(attempt, corrections):
    responses = {response.question_id: response for response in attempt.responses.all()}
    return [
        _answered(asked, responses.get(asked.question.id), corrections) for asked in attempt.asked
    ]


def _answered(asked, response, corrections):
    question = asked.question
    correction = corrections.last(question.id)
    points = response.points if response else None
    if points is None and corrections.is_withdrawn(question.id):
        points = question.points
    return Answered(
        number=asked.number,
        prompt=LINK.sub("", question.prompt),  # each link would cost a query
        text=question.asked_text,
        given=tuple(question.given_words(response.answer, asked.order)) if response else (),
        right=tuple(corrections.key_of(question).right_words(asked.order)),
        points=points,
        max_points=question.points,
        saved_at=response.saved_at if response else None,
        notice=correction.notice if correction else "",
        verdict=corrections.verdict(question, response.answer if response else None, points),
    )
