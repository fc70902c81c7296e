"""Learners, editors and tabs that meet: whoever comes first, the records agree in the end."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from assessments.attempt import AttemptRefused, lock_attempt, save_answers, submit_attempt
from assessments.choices import GradingMethod
from assessments.correction import CorrectionKind, Fault
from assessments.giving import give_attempt, give_time, take_back
from assessments.models import Allowance, Attempt, Pass
from assessments.remarking import correct_question
from learning.choices import EntryKind
from learning.models import Completion, Enrolment, HistoryEntry
from learning.records.decision import DecisionRefusal
from learning.records.drift import find_drifts
from learning.records.enrolment import enrol, withdraw
from tests.factories.actors import ACTOR
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
)
from tests.threads import crossing, let_others_wait, together

pytestmark = pytest.mark.django_db(transaction=True)
HALF = {"id-0": "right", "id-1": "wrong"}


@pytest.fixture
def quiz():
    """A quiz of two questions, both of which are needed to pass, in two attempts."""
    return QuizActivityFactory(quiz=definition(2, pass_mark=80, attempts_allowed=2))


@pytest.fixture
def learner(quiz):
    return enrolled_learner(quiz)


def answer(quiz, learner, answers):
    """The learner's open attempt with these answers."""
    attempt = begin(learner=learner, activity=quiz)
    save_answers(attempt=attempt, answers=answers)
    return attempt


def send(attempt):
    return submit_attempt(attempt=attempt, actor=ACTOR)


def put_right(quiz):
    """Withdraw the question that was answered wrongly."""
    return correct_question(
        activity=quiz,
        question_id="id-1",
        kind=CorrectionKind.WITHDRAWN,
        fault=Fault.OTHER,
        reason="It was wrong.",
        actor=ACTOR,
    )


def assert_passed_once(results):
    """Nothing was raised; there is one pass and one completion, and the records agree."""
    assert not [result for result in results if isinstance(result, Exception)]
    kept = Pass.objects.get()
    assert kept.attempt.is_passed
    assert Completion.objects.get().completed_at == kept.passed_at
    assert Enrolment.objects.get().completed_at == kept.passed_at
    assert HistoryEntry.objects.filter(kind=EntryKind.PASS_GIVEN).count() == 1
    assert list(find_drifts()) == []


@pytest.mark.parametrize("method", GradingMethod.values)
def test_begun_and_submitted_before_the_lower_mark_is_committed(quiz, learner, method):
    results = crossing(
        lambda: change_rules(quiz, pass_mark=50, grading_method=method),
        lambda: send(answer(quiz, learner, HALF)),
    )
    assert_passed_once(results)


def test_submitted_before_the_lower_mark_is_committed(quiz, learner):
    attempt = answer(quiz, learner, HALF)
    assert_passed_once(crossing(lambda: change_rules(quiz, pass_mark=50), lambda: send(attempt)))


def test_begun_and_submitted_before_a_correction_is_committed(quiz, learner):
    results = crossing(lambda: put_right(quiz), lambda: send(answer(quiz, learner, HALF)))
    assert_passed_once(results)
    assert results[1].score == 100


def test_corrected_before_a_submission_is_committed(quiz, learner):
    attempt = answer(quiz, learner, HALF)
    results = crossing(lambda: send(attempt), lambda: put_right(quiz))
    assert_passed_once(results)
    assert results[1].results == 1


def test_submissions_corrections_and_rules_never_wait_for_each_other(quiz):
    attempts = [answer(quiz, enrolled_learner(quiz), HALF) for _number in range(3)]
    results = together(
        *(lambda attempt=attempt: send(attempt) for attempt in attempts),
        lambda: change_rules(quiz, pass_mark=60),
        lambda: put_right(quiz),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert Pass.objects.count() == Completion.objects.count() == 3
    assert list(find_drifts()) == []


def test_more_time_and_a_submission_never_wait_for_each_other(quiz, learner):
    change_rules(quiz, time_limit=20)
    attempt = answer(quiz, learner, {"id-0": "right", "id-1": "right"})
    is_held = Event()

    def submit():
        with transaction.atomic():
            lock_attempt(attempt)
            is_held.set()
            let_others_wait()
            return send(attempt)

    def give():
        is_held.wait(20)
        return give_time(learner=learner, activity=quiz, minutes=10, actor=ACTOR, reason="Slow.")

    submitted, given = together(submit, give)
    assert_passed_once([submitted])
    assert given.amount == 10


def test_the_last_attempt_is_submitted_once(quiz, learner):
    send(answer(quiz, learner, HALF))
    last = answer(quiz, learner, {"id-0": "right", "id-1": "right"})
    assert_passed_once(together(*[lambda: send(last)] * 3))
    submitted = HistoryEntry.objects.filter(kind=EntryKind.ATTEMPT_SUBMITTED)
    assert [entry.data["number"] for entry in submitted.order_by("pk")] == [1, 2]
    with pytest.raises(AttemptRefused):
        begin(learner=learner, activity=quiz)
    assert Attempt.objects.count() == 2


def test_withdrawing_behind_a_submission(quiz, learner):
    attempt = answer(quiz, learner, {"id-0": "right", "id-1": "right"})
    leave = {"learner": learner, "module": quiz.module, "actor": ACTOR}
    results = crossing(lambda: send(attempt), lambda: withdraw(**leave))
    assert not Enrolment.objects.get().is_active
    assert_passed_once(results)


def test_submitting_behind_a_withdrawal(quiz, learner):
    attempt = answer(quiz, learner, {"id-0": "right", "id-1": "right"})
    leave = {"learner": learner, "module": quiz.module, "actor": ACTOR}
    crossing(lambda: withdraw(**leave), lambda: send(attempt))
    assert Pass.objects.get().attempt == attempt
    assert not Completion.objects.exists()
    enrol(**leave)
    assert_passed_once([])


def test_more_time_counts_for_an_attempt_that_begins_at_that_moment(quiz, learner):
    change_rules(quiz, time_limit=20)
    acts = [
        lambda: begin(learner=learner, activity=quiz),
        lambda: give_time(learner=learner, activity=quiz, minutes=10, actor=ACTOR, reason="Slow."),
    ]
    for calls in (acts, acts[::-1]):
        results = crossing(*calls)
        assert not [result for result in results if isinstance(result, Exception)]
        attempt = Attempt.objects.get()
        assert attempt.deadline_at - attempt.started_at == timedelta(minutes=30)
        attempt.delete()
        Allowance.objects.all().delete()


def test_a_further_attempt_is_either_begun_or_taken_back(quiz, learner):
    for _number in range(2):
        send(answer(quiz, learner, HALF))
    whose = {"learner": learner, "activity": quiz}
    given = give_attempt(**whose, actor=ACTOR, reason="The line broke.")
    begun, refusal = crossing(
        lambda: begin(**whose), lambda: take_back(allowance=given, actor=ACTOR, reason="No.")
    )
    assert (begun.number, refusal.reason) == (3, DecisionRefusal.USED)
    begun.delete()
    back, refusal = crossing(
        lambda: take_back(allowance=given, actor=ACTOR, reason="No."), lambda: begin(**whose)
    )
    assert back.taken_back_at
    assert isinstance(refusal, AttemptRefused)
