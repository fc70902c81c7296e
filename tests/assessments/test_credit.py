"""What could not count when it was earned counts as soon as nothing stands against it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from assessments.attempt import save_answer, submit_attempt
from assessments.models import Attempt, Pass
from learning.choices import EntryKind
from learning.models import Completion, Enrolment, HistoryEntry, Module, TrackEnrolment
from learning.records.completion import complete_activity
from learning.records.earning import credit_earned
from learning.records.enrolment import enrol, withdraw
from tests.assessments.test_passing import quiz_of
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
)
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    return time_machine


def answered(activity, learner=None):
    """An open attempt at `activity` with the right answer."""
    attempt = begin(learner=learner or enrolled_learner(activity), activity=activity)
    save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
    return attempt


def credit_all():
    return credit_earned(modules=Module.objects.all(), actor=ACTOR)


def assert_completed_at(attempt, moment):
    """The quiz, its module and its track carry this one date, and the history says so."""
    assert Completion.objects.get(activity=attempt.activity).completed_at == moment
    assert Enrolment.objects.get(module=attempt.activity.module).completed_at == moment
    assert TrackEnrolment.objects.get().completed_at == moment
    for kind in ("pass_given", "activity_completed", "module_completed", "track_completed"):
        assert HistoryEntry.objects.filter(kind=kind).latest("pk").date == moment


def test_58_per_cent_three_times_then_the_mark_falls(clock):
    activity, _learner = quiz_of(29, 29, 29, pass_mark=70, attempts_allowed=3)
    first = Attempt.objects.earliest("number")
    clock.shift(timedelta(days=1))
    change_rules(activity, pass_mark=55, attempts_allowed=3)
    assert_completed_at(first, first.submitted_at)
    change_rules(activity, pass_mark=90)
    assert_completed_at(first, first.submitted_at)
    assert (Completion.objects.count(), Pass.objects.count()) == (1, 1)


def test_withdrawn_during_the_attempt_and_enrolled_again(clock):
    attempt = answered(QuizActivityFactory())
    learner, module = attempt.learner, attempt.activity.module
    withdraw(learner=learner, module=module, actor=ACTOR)
    clock.shift(60)
    passed = submit_attempt(attempt=attempt, actor=ACTOR)
    assert passed.is_passed
    assert not Completion.objects.exists()
    clock.shift(timedelta(days=1))
    enrolment = enrol(learner=learner, module=module, actor=ACTOR)
    assert_completed_at(attempt, passed.submitted_at)
    assert (enrolment.completed_at, enrolment.done) == (passed.submitted_at, 1)


def test_coming_back_to_a_module_that_asks_less_and_to_a_pass(clock):
    quiz = QuizActivityFactory(is_required=False)
    left = ActivityFactory(module=quiz.module)
    attempt = answered(quiz)
    completion = complete_activity(
        learner=attempt.learner, activity=ActivityFactory(module=quiz.module), actor=ACTOR
    )
    withdraw(learner=attempt.learner, module=quiz.module, actor=ACTOR)
    clock.shift(60)
    submit_attempt(attempt=attempt, actor=ACTOR)
    left.is_required = False
    left.save()
    enrolment = enrol(learner=attempt.learner, module=quiz.module, actor=ACTOR)
    assert enrolment.completed_at == completion.completed_at
    assert quiz.completions.exists()


def test_a_deadline_before_the_module_closes_and_a_job_after_it(clock):
    activity = QuizActivityFactory(quiz=definition(time_limit=10))
    attempt = answered(activity)
    activity.module.closes_at = attempt.deadline_at + timedelta(seconds=10)
    activity.module.save()
    clock.shift(timedelta(minutes=10, seconds=90))
    call_command("close_overdue_attempts")
    assert_completed_at(attempt, attempt.deadline_at)


def test_what_is_submitted_after_the_module_closed_counts_when_it_stays_open_longer(clock):
    attempt = answered(QuizActivityFactory())
    module = attempt.activity.module
    module.closes_at = timezone.now() + timedelta(minutes=1)
    module.save()
    clock.shift(timedelta(minutes=2))
    passed = submit_attempt(attempt=Attempt.objects.get(), actor=ACTOR)
    assert credit_all() == 0
    module.closes_at = timezone.now() + timedelta(days=1)
    module.save()
    clock.shift(timedelta(days=2))
    assert credit_all() == 1
    assert_completed_at(attempt, passed.submitted_at)


class TestSequence:
    """The order is asked for while an attempt is under way."""

    @pytest.fixture
    def module(self):
        return ModuleFactory()

    @pytest.fixture
    def lessons(self, module):
        return [ActivityFactory(module=module), ActivityFactory(module=module)]

    @pytest.fixture
    def passed(self, module, lessons, clock):
        attempt = answered(QuizActivityFactory(module=module))
        module.in_sequence = True
        module.save()
        passed = submit_attempt(attempt=attempt, actor=ACTOR)
        assert not Completion.objects.exists()
        clock.shift(timedelta(days=1))
        return passed

    def test_it_counts_when_the_lessons_before_are_completed(self, passed, lessons):
        for lesson in lessons:
            assert not passed.activity.completions.exists()
            completion = complete_activity(learner=passed.learner, activity=lesson, actor=ACTOR)
        assert passed.activity.completions.get().completed_at == passed.submitted_at
        assert completion.standing.progress.is_complete
        # The module is dated by the last of what it needed.
        assert Enrolment.objects.get().completed_at == completion.completed_at

    def test_it_counts_when_the_order_is_given_up(self, passed, module):
        module.in_sequence = False
        module.save()
        assert credit_all() == 1
        assert passed.activity.completions.get().completed_at == passed.submitted_at

    def test_it_counts_when_what_came_before_is_not_asked_for_any_more(self, passed, lessons):
        for lesson in lessons:
            lesson.is_required = False
            lesson.save()
        assert credit_all() == 1
        assert_completed_at(passed, passed.submitted_at)

    def test_two_quizzes_behind_each_other_count_in_one_step(self, module):
        lesson = ActivityFactory(module=module)
        first = QuizActivityFactory(module=module)
        second = QuizActivityFactory(module=module)
        learner = enrolled_learner(first)
        attempts = [answered(quiz, learner) for quiz in (first, second)]
        module.in_sequence = True
        module.save()
        for attempt in attempts:
            submit_attempt(attempt=attempt, actor=ACTOR)
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        assert Completion.objects.count() == 3
        assert Enrolment.objects.get().completed_at is not None


@pytest.mark.parametrize("what", ["activity", "module", "track"])
def test_unpublished_during_the_attempt_and_published_again(clock, what):
    attempt = answered(QuizActivityFactory())
    activity = attempt.activity
    row = {"activity": activity, "module": activity.module, "track": activity.module.track}[what]
    row.retired_at = timezone.now()
    row.save()
    passed = submit_attempt(attempt=attempt, actor=ACTOR)
    assert credit_all() == 0
    assert not Completion.objects.exists()
    clock.shift(timedelta(days=1))
    row.retired_at = None
    row.save()
    assert credit_all() == 1
    assert_completed_at(attempt, passed.submitted_at)


def test_who_is_not_enrolled_gets_nothing():
    attempt = answered(QuizActivityFactory())
    withdraw(learner=attempt.learner, module=attempt.activity.module, actor=ACTOR)
    submit_attempt(attempt=attempt, actor=ACTOR)
    assert credit_all() == 0
    assert Pass.objects.get().attempt == attempt


def test_a_module_needs_everything_else_too():
    activity, _learner = quiz_of(29, pass_mark=70)
    ActivityFactory(module=activity.module)
    change_rules(activity, pass_mark=55)
    assert Completion.objects.count() == 1
    enrolment = Enrolment.objects.get()
    assert (enrolment.done, enrolment.completed_at) == (1, None)


def test_hundreds_are_credited_at_once():
    activity, _learner = quiz_of(29, pass_mark=70)
    attempt = Attempt.objects.get()
    others = User.objects.bulk_create(User(email=f"{n}@crowd.example") for n in range(300))
    for other in others:
        attempt.pk, attempt.learner = None, other
        attempt.save()
    Enrolment.objects.bulk_create(
        Enrolment(
            learner=other,
            module=activity.module,
            enrolled_at=attempt.started_at,
            last_active_at=attempt.started_at,
        )
        for other in others
    )
    EnrolmentFactory(module=activity.module)
    change_rules(activity, pass_mark=55)
    assert Completion.objects.count() == 301
    assert Enrolment.objects.exclude(completed_at=None).count() == 301
    assert HistoryEntry.objects.filter(kind=EntryKind.MODULE_COMPLETED).count() == 301


def test_where_nothing_waits_it_costs_one_query():
    finish(answered(QuizActivityFactory()))
    with assert_queries(1):
        credit_all()
