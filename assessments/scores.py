"""Scores of submitted attempts, compared with their answers: see `learning.records.drift`."""

import logging
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone

from assessments.attempt import Attempt
from assessments.correction import read_corrections
from assessments.definition import UnreadableQuiz
from assessments.passing import PassOrigin
from assessments.points import percent, share_of
from assessments.quiz_rules import QuizRules
from assessments.remarking import judge_again, remember_marks
from assessments.response import Response
from learning.choices import EntryReason
from learning.models import Activity, Module
from learning.records.drift import CHECK, Drift, record_repair
from learning.records.earning import credit_earned

logger = logging.getLogger(__name__)

AT_ONCE = 1000


@dataclass(frozen=True)
class Due:
    """What a submitted attempt is worth: points by question id, and the points possible."""

    attempt: Attempt
    points: dict[str, Fraction]
    max_points: int

    @property
    def total(self):
        """The points together."""
        return sum(self.points.values(), Fraction(0))

    @property
    def share(self):
        """The score as a Fraction from 0 to 1."""
        return share_of(self.total, self.max_points)

    @property
    def odd_responses(self):
        """The responses that have other points."""
        responses = self.attempt.responses.all()
        return [each for each in responses if each.points != self.points.get(each.question_id)]

    @property
    def is_odd(self):
        """Whether the attempt, or an answer of it, has another score."""
        attempt = self.attempt
        kept = attempt.points, attempt.max_points, attempt.score
        return kept != (self.total, self.max_points, percent(self.share)) or bool(
            self.odd_responses
        )


def find_odd_scores():
    """Yield a Drift for each submitted attempt whose score does not follow from its answers.

    It follows by the key of its version, and by what was put right since. An attempt that cannot be
    read is passed over, and the log names it.
    """
    finished = Attempt.objects.finished()
    for activity in Activity.objects.filter(Exists(finished.filter(activity=OuterRef("pk")))):
        versions = activity.quiz_versions.in_bulk()
        in_order, last = finished.filter(activity=activity).order_by("pk"), 0
        while portion := list(in_order.filter(pk__gt=last)[:AT_ONCE]):
            last = portion[-1].pk
            odd = _odd_among(portion, versions)
            # Once more: a correction may have come while they were read.
            again = in_order.filter(pk__in=[due.attempt.pk for due in odd]) if odd else ()
            for due in _odd_among(list(again), versions):
                what = f"the score of attempt {due.attempt.number} does not follow from its answers"
                mend = partial(set_score, due.attempt, versions)
                yield Drift(due.attempt.learner_id, activity, what, mend)


def set_score(attempt, versions):
    """Give a submitted `attempt` the score that follows from its answers, and what that earns.

    A pass stays, and so do points for a question that was put right. `versions`: {id: QuizVersion}
    of its quiz.
    """
    now = timezone.now()
    # As for a correction: who is submitting is waited for.
    rules = QuizRules.objects.select_for_update(no_key=True).get(activity=attempt.activity_id)
    attempt = Attempt.objects.select_related("activity").get(pk=attempt.pk)
    for due in _odd_among([attempt], versions):
        is_gain = due.share > (attempt.share or 0)
        for response in (odd := due.odd_responses):
            response.points = due.points[response.question_id]
        Response.objects.bulk_update(odd, Response.POINTS)
        attempt.points, attempt.max_points = due.total, due.max_points
        attempt.score = percent(due.share)
        attempt.save(update_fields=[*Attempt.POINTS, "max_points", "score"])
        about = {"learner_id": attempt.learner_id, "about": attempt.activity}
        record_repair(**about, reason=EntryReason.SCORE_DIFFERED)
        if is_gain:
            act = {"actor": CHECK, "happened_at": now, "reason": EntryReason.SCORE_DIFFERED}
            gained = {attempt.learner_id: {attempt.number}}
            judge_again(attempt.activity, rules, gained, PassOrigin.SUBMISSION, act)
            own = Module.objects.filter(activities=attempt.activity)
            credit_earned(
                modules=own,
                learners=[attempt.learner_id],
                actor=CHECK,
                reason=EntryReason.SCORE_DIFFERED,
            )


def _odd_among(attempts, versions):
    """The Dues of those of `attempts`, of one quiz, that have another score."""
    if not attempts:
        return []
    prefetch_related_objects(attempts, "responses")
    corrections = read_corrections(attempts[0].activity_id)
    mark = remember_marks(corrections)
    dues = []
    for attempt in attempts:
        attempt.version = versions[attempt.version_id]
        try:
            dues.append(_due(attempt, corrections, mark))
        except UnreadableQuiz:
            logger.exception("Attempt %s cannot be read: its score is not compared.", attempt.pk)
    return [due for due in dues if due.is_odd]


def _due(attempt, corrections, mark):
    """The Due of `attempt`. `mark`: see `remember_marks`. Raises UnreadableQuiz."""
    responses = {response.question_id: response for response in attempt.responses.all()}
    points = {}
    for asked in attempt.asked:
        key = asked.question.id
        response = responses.get(key)
        points[key] = mark(attempt.version, key, response.answer if response else None)
        if response and corrections.last(key):
            points[key] = max(points[key], response.points or 0)
    return Due(attempt, points, attempt.quiz.points_of(points))
