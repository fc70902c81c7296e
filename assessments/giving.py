"""Giving one learner a further attempt at a quiz, or more time, and taking that back."""

from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from assessments.allowance import Allowance, AllowanceKind
from assessments.attempt import Attempt
from assessments.quiz_rules import QuizRules
from assessments.standing import read_quiz_standing
from learning.choices import EntryKind
from learning.derived.standing import read_standing
from learning.records.completion import lock_enrolments
from learning.records.decision import (
    DecisionRefusal,
    DecisionRefused,
    require,
    require_another,
    require_offered,
)
from learning.records.history import one_act, record_change

MOST_MINUTES = 300
GIVEN = {AllowanceKind.ATTEMPT: EntryKind.ATTEMPT_GIVEN, AllowanceKind.TIME: EntryKind.TIME_GIVEN}
TAKEN_BACK = {
    AllowanceKind.ATTEMPT: EntryKind.ATTEMPT_TAKEN_BACK,
    AllowanceKind.TIME: EntryKind.TIME_TAKEN_BACK,
}


def give_attempt(*, learner, activity, actor, reason):
    """Allow `learner` one attempt more at the quiz `activity`; return the Allowance.

    Only who has used up all attempts gets one, so that a second click, or a colleague at the same
    moment, gives no second one. Raises DecisionRefused.
    """
    return _give(AllowanceKind.ATTEMPT, learner, activity, actor, reason)


def give_time(*, learner, activity, minutes, actor, reason):
    """Give `learner` so many `minutes` more for each attempt at the quiz `activity`.

    An attempt that is under way has them at once. They are given once: to give others, these are
    taken back. Returns the Allowance. Raises DecisionRefused.
    """
    return _give(AllowanceKind.TIME, learner, activity, actor, reason, minutes)


class _BegunMeanwhile(Exception):
    """An attempt was begun after this looked for one to lock."""


def _give(kind, learner, activity, actor, reason, minutes=None):
    try:
        return _give_once(kind, learner, activity, actor, reason, minutes)
    except IntegrityError as taken:  # a colleague was faster
        raise DecisionRefused(DecisionRefusal.GIVEN) from taken
    except _BegunMeanwhile:
        return _give(kind, learner, activity, actor, reason, minutes)


@one_act()
def _give_once(kind, learner, activity, actor, reason, minutes):
    now = timezone.now()
    require_another(learner, actor)
    locked = _lock_open_attempt(learner, activity)
    enrolments = lock_enrolments(learner, activity.module.track)
    standing = read_standing(learner, activity.module, enrolments)
    require(standing.is_enrolled, DecisionRefusal.NOT_ENROLLED)
    rules = QuizRules.objects.filter(activity=activity).first()
    require_offered(activity, standing)
    require(rules, DecisionRefusal.NOT_OFFERED)
    own = read_quiz_standing(learner, activity, rules)
    under_way = own.open_attempt  # one whose time was up is none any more
    if under_way and under_way != locked:
        raise _BegunMeanwhile
    if kind == AllowanceKind.ATTEMPT:
        require(own.is_used_up, DecisionRefusal.ATTEMPTS_LEFT)
        amount = own.used + 1
    else:
        require(rules.time_limit, DecisionRefusal.NO_LIMIT)
        require(not own.more_minutes, DecisionRefusal.GIVEN)
        amount = minutes
        if under_way:
            _prolong(under_way, minutes)
    allowance = Allowance.objects.create(
        learner=learner, activity=activity, kind=kind, amount=amount, given_at=now
    )
    _record(GIVEN[kind], allowance, actor, reason, now)
    return allowance


def _lock_open_attempt(learner, activity):
    """The learner's attempt under way, locked before the enrolments, as a submission does; or None.

    In the other order each could wait for the other.
    """
    attempts = Attempt.objects.select_for_update(of=("self",))
    return attempts.filter(learner=learner, activity=activity, submitted_at=None).first()


def _prolong(attempt, minutes):
    """Let `attempt` take `minutes` more, in all: what was taken back since it began, it keeps."""
    whose = {"learner": attempt.learner_id, "activity": attempt.activity_id}
    times = Allowance.objects.times().filter(**whose)
    had = times.filter(taken_back_at__gt=attempt.started_at).values_list("amount", flat=True)
    missing = minutes - max(had, default=0)
    if attempt.deadline_at and missing > 0:
        attempt.deadline_at += timedelta(minutes=missing)
        attempt.save(update_fields=["deadline_at"])


@one_act()
def take_back(*, allowance, actor, reason):
    """Take an `allowance` back, for a `reason`; return it as it is now. Twice changes nothing.

    An attempt that was begun with it is not taken away. Raises DecisionRefused.
    """
    now = timezone.now()
    learner, activity = allowance.learner, allowance.activity
    require_another(learner, actor)
    lock_enrolments(learner, activity.module.track)
    allowance = Allowance.objects.select_for_update(of=("self",)).get(pk=allowance.pk)
    if allowance.taken_back_at:
        return allowance
    if allowance.is_attempt:
        begun = learner.attempts.filter(activity=activity, number__gte=allowance.amount)
        require(not begun.exists(), DecisionRefusal.USED)
    allowance.taken_back_at = now
    allowance.save(update_fields=["taken_back_at"])
    _record(TAKEN_BACK[allowance.kind], allowance, actor, reason, now)
    return allowance


def details_of(allowance):
    """What an entry keeps of an allowance: how many minutes, where it gives any."""
    return {} if allowance.is_attempt else {"minutes": allowance.amount}


def _record(kind, allowance, actor, reason, now):
    record_change(
        kind,
        learners=[allowance.learner_id],
        about=allowance.activity,
        actor=actor,
        happened_at=now,
        reason=reason,
        data=details_of(allowance),
    )
