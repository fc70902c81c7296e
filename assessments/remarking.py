"""Putting a wrong question right: every attempt that was asked it is marked again.

Nobody loses points or a pass. Passes follow, and with them what they complete.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from assessments.attempt import Attempt
from assessments.choices import GradingMethod
from assessments.correction import Correction, CorrectionKind, read_corrections
from assessments.definition import UnreadableQuiz
from assessments.history import record_attempts
from assessments.layout import is_asked
from assessments.passing import Pass, PassOrigin, earned_pass, record_passes, rules_met
from assessments.points import percent
from assessments.quiz_rules import QuizRules
from assessments.response import Response
from learning.choices import EntryKind
from learning.models import Module
from learning.records.earning import credit_earned
from learning.records.history import one_act
from learning.records.insertion import update_alike

logger = logging.getLogger(__name__)

AT_ONCE = 5000


class NothingToCorrect(Exception):
    """The question was withdrawn already, or its key as published now is what holds already, or no
    current version of the quiz holds it.
    """


@dataclass(frozen=True)
class Effect:
    """What a correction changes: results with more points, passes, completions of the quiz."""

    results: int
    passes: int
    completions: int


class _Undone(Exception):
    """Rolls a preview back."""


def kinds_of_correction(activity, question_id):
    """The CorrectionKinds that would do something for a question of the quiz `activity`.

    None where it was never asked or is withdrawn. A new key is there where the one that is
    published now is not the one that holds in the same language.
    """
    corrections = read_corrections(activity.pk)
    held = _held(activity, question_id)
    if not held or corrections.is_withdrawn(question_id):
        return []
    kinds = [CorrectionKind.NEW_KEY] if _new_keys(held, corrections) else []
    return [*kinds, CorrectionKind.WITHDRAWN]


def preview_correction(**correction):
    """The Effect that `correct_question` would have with the same arguments; nothing is changed.

    Raises NothingToCorrect.
    """
    try:
        with transaction.atomic():
            effect = correct_question(**correction)
            raise _Undone
    except _Undone:
        return effect


@one_act()
def correct_question(*, activity, question_id, kind, fault, reason, actor):
    """Withdraw a question of the quiz `activity`, or mark it again with the key of today.

    `kind` is a CorrectionKind; the new key is that of the quiz as published, in each language.
    `fault`, a Fault, tells learners what was wrong; `reason`, a sentence, the history.
    Holds for all attempts, those under way too, which are marked so when they are submitted.
    Returns the Effect. Raises NothingToCorrect.
    """
    now = timezone.now()
    # One correction at a time; who is submitting is waited for, and marked again here.
    rules = QuizRules.objects.select_for_update(no_key=True).get(activity=activity)
    corrections = read_corrections(activity.pk)
    is_marked = kind == CorrectionKind.NEW_KEY
    keys = _new_keys(_held(activity, question_id), corrections) if is_marked else {}
    if corrections.is_withdrawn(question_id) or (is_marked and not keys):
        raise NothingToCorrect
    Correction.objects.create(
        activity=activity,
        question_id=question_id,
        kind=kind,
        questions={language: question.to_dict() for language, question in keys.items()},
        fault=fault,
        reason=reason,
        corrected_at=now,
        corrected_by_id=actor.person_id,
    )
    act = {"actor": actor, "happened_at": now}
    gained = defaultdict(set)
    for attempts in _mark_attempts(activity, question_id):
        for attempt in attempts:
            gained[attempt.learner_id].add(attempt.number)
        told = {"about": activity, "reason": reason, **act}
        record_attempts(EntryKind.ATTEMPT_CORRECTED, attempts, **told)
    passes = judge_again(activity, rules, gained, PassOrigin.CORRECTION, act)
    completions = credit_earned(modules=Module.objects.filter(activities=activity), actor=actor)
    return Effect(results=sum(map(len, gained.values())), passes=passes, completions=completions)


def _held(activity, question_id):
    """The question as each version has it that can be read, with whether it is published now."""
    versions = filter(attrgetter("is_readable"), activity.quiz_versions.all())
    found = ((version.quiz.by_id.get(question_id), version.is_current) for version in versions)
    return [(question, is_current) for question, is_current in found if question]


def _new_keys(held, corrections):
    """{language: the question as it is published now}; empty where its key is what holds already.

    `held`: as `_held` has it.
    """
    keys = {question.language: question for question, is_current in held if is_current}
    is_new = any(
        keys[question.language].key != corrections.key_of(question).key
        for question, _is_current in held
        if question.language in keys
    )
    return keys if is_new else {}


def _mark_attempts(activity, question_id):
    """Mark the question again in every finished attempt; yield those that gained points, in lists.

    Of many attempts some thousand are read at a time.
    """
    mark = remember_marks(read_corrections(activity.pk))
    versions = activity.quiz_versions.in_bulk()
    own = Prefetch("responses", Response.objects.filter(question_id=question_id), to_attr="own")
    finished = activity.attempts.finished().order_by("pk").prefetch_related(own)
    last = 0
    while portion := list(finished.filter(pk__gt=last)[:AT_ONCE]):
        last = portion[-1].pk
        gained = []
        for attempt in portion:
            attempt.activity, attempt.version = activity, versions[attempt.version_id]
            try:
                if _mark_again(attempt, question_id, mark):
                    gained.append(attempt)
            except UnreadableQuiz:
                logger.exception("Attempt %s cannot be read: it is not marked again.", attempt.pk)
        marked = [response for attempt in gained for response in attempt.own]
        update_alike(marked, Response.POINTS)
        update_alike(gained, [*Attempt.POINTS, "score"])
        yield gained


def remember_marks(corrections):
    """A function of a version, a question's id and an answer: the points that this is worth now.

    `corrections`: those of the quiz. Each answer is marked once, however many gave it.
    """
    known = {}

    def mark(version, question_id, answer):
        key = version.pk, question_id, repr(answer)
        if key not in known:
            known[key] = corrections.mark(version.quiz.by_id[question_id], answer).points
        return known[key]

    return mark


def _mark_again(attempt, question_id, mark):
    """Give `attempt` the points that it gains by the question; return whether there are any."""
    if not is_asked(attempt.quiz, attempt.layout, question_id):
        return False
    response = next(iter(attempt.own), None)
    answer, points = (response.answer, response.points) if response else (None, 0)
    gain = mark(attempt.version, question_id, answer) - (points or 0)
    if gain <= 0:
        return False
    if response:
        response.points = points + gain
    attempt.points += gain
    attempt.score = percent(attempt.share)
    return True


def judge_again(activity, rules, gained, origin, act):
    """Judge the attempts that gained points again, and those whose mean did.

    `gained`: {learner (id): numbers of their attempts}. `origin`: the PassOrigin of the passes that
    this gives, `act` what `record_change` takes. Returns how many learners pass now.
    """
    passes = 0
    learners = sorted(gained)
    for start in range(0, len(learners), AT_ONCE):
        some = learners[start : start + AT_ONCE]
        attempts = activity.attempts.finished().filter(learner__in=some).defer("layout")
        passed = set(activity.passes.filter(learner__in=some).values_list("learner", flat=True))
        reached, given = [], []
        in_order = attempts.order_by("learner", "number")
        for learner, own in groupby(in_order, lambda attempt: attempt.learner_id):
            for attempt, shares, met in _passing_now(list(own), gained[learner], rules):
                reached.append(attempt)
                if learner not in passed:
                    passed.add(learner)
                    given.append(earned_pass(attempt, shares, met, origin))
        update_alike(reached, ["is_passed", "pass_mark"])
        new = [kept.pk for kept in Pass.objects.bulk_create(given)]
        record_passes(activity.passes.filter(pk__in=new), about=activity, **act)
        passes += len(given)
    return passes


def _passing_now(attempts, gained, rules):
    """Yield those of one learner's `attempts` that pass now and did not, with what they met.

    `gained`: the numbers of those with more points. Yields (attempt, shares, rules met).
    """
    for place, attempt in enumerate(attempts, 1):
        counts_mean = GradingMethod.AVERAGE in (attempt.grading_method, rules.grading_method)
        is_touched = attempt.number in gained or (counts_mean and attempt.number > min(gained))
        if attempt.is_passed or not is_touched:
            continue
        shares = [each.share for each in attempts[:place]]
        if met := rules_met(shares, attempt, rules):
            attempt.is_passed, attempt.pass_mark = True, met.pass_mark
            yield attempt, shares, met
