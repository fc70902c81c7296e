"""What can be decided for a learner about an activity, as links on the learner's page."""

from collections import Counter
from dataclasses import dataclass, field

from assessments.models import Allowance, QuizRules
from courses.views.decision import Decision, decisions_about, offers_of
from learning.derived.limits import used_up_by


@dataclass(frozen=True)
class Allowed:
    """What the records say of the quizzes of one learner: ids of activities."""

    used_up: frozenset = frozenset()
    timed: frozenset = frozenset()
    with_more_time: frozenset = frozenset()
    with_attempt: frozenset = frozenset()  # given and not begun


@dataclass(frozen=True)
class Desk:
    """What the user `by` may decide for `learner`; `by` is None where it is nothing."""

    learner: object
    by: object
    allowed: Allowed = field(default_factory=Allowed)

    def offers(self, standing, activity):
        """The Offers about `activity` of the learner's `standing`, as a list."""
        if self.by is None:
            return []
        found = [
            *self._of_attempts(standing, activity),
            *self._of_completion(standing, activity),
            *self._of_excuse(standing, activity),
        ]
        return offers_of(found, about=activity, learner=self.learner, by=self.by)

    def offers_about(self, standing):
        """The Offers about the module of the learner's `standing`, as a list."""
        if self.by is None:
            return []
        found = decisions_about(standing)
        return offers_of(found, about=standing.module, learner=self.learner, by=self.by)

    def _of_completion(self, standing, activity):
        if not (standing.is_enrolled and activity.is_active and standing.module.is_offered):
            return
        if activity.pk in standing.by_hand and not standing.finished_at:
            yield Decision.COMPLETION_BACK
        elif activity.pk not in standing.completed:
            yield Decision.COMPLETION

    def _of_attempts(self, standing, activity):
        is_open = standing.is_enrolled and activity.is_active
        if is_open and activity.pk in self.allowed.used_up:
            yield Decision.ATTEMPT
        if activity.pk in self.allowed.with_attempt:
            yield Decision.ATTEMPT_BACK
        is_missing = is_open and activity.pk not in standing.completed
        if activity.pk in self.allowed.with_more_time:
            yield Decision.TIME_BACK
        elif is_missing and activity.pk in self.allowed.timed:
            yield Decision.TIME

    def _of_excuse(self, standing, activity):
        if standing.finished_at or not (standing.is_enrolled and activity.is_active):
            return
        if activity.pk in standing.excused:
            yield Decision.EXCUSE_BACK
        elif activity.pk not in standing.completed:
            yield Decision.EXCUSE


def read_desk(learner, by, attempts):
    """The Desk of the user `by` for `learner`, who has made these `attempts`. Three queries.

    Nobody decides about themselves.
    """
    if by is None or by == learner:
        return Desk(learner, None)
    used = Counter(attempt.activity_id for attempt in attempts)
    allowances = list(Allowance.objects.standing().filter(learner=learner))
    timed = QuizRules.objects.filter(
        activity__module__enrolments__learner=learner, time_limit__isnull=False
    )
    return Desk(
        learner,
        by,
        Allowed(
            used_up=frozenset(activity for _learner, activity in used_up_by([learner.pk])),
            timed=frozenset(timed.values_list("activity", flat=True)),
            with_more_time=frozenset(a.activity_id for a in allowances if not a.is_attempt),
            with_attempt=frozenset(
                a.activity_id for a in allowances if a.is_attempt and a.amount > used[a.activity_id]
            ),
        ),
    )
