"""Whatever a learner does and an editor publishes, in any order, the records agree."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.attempt import AttemptRefused, close_overdue_attempts, save_answers, submit_attempt
from assessments.choices import GradingMethod
from assessments.models import Attempt, Pass
from learning.models import Completion, Enrolment, Module, TrackEnrolment
from learning.records.by_hand import (
    complete_by_hand,
    end_by_hand,
    enrol_by_hand,
    withdraw_by_hand,
)
from learning.records.comparisons import DUE
from learning.records.completion import ActivityLocked, complete_activity
from learning.records.decision import DecisionRefused
from learning.records.drift import find_drifts
from learning.records.earning import credit_earned
from learning.records.enrolment import EnrolmentClosed, NotEnrolled, enrol, withdraw
from learning.records.recount import recount_track
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, change_rules, definition

pytestmark = pytest.mark.django_db

REFUSALS = (ActivityLocked, AttemptRefused, DecisionRefused, EnrolmentClosed, NotEnrolled)
WHY = "It was done on paper."
PLACES = st.integers(0, 3)
MINUTES = st.sampled_from([None, -60, 5, 3000])
ACTS = st.one_of(
    st.tuples(st.sampled_from(["enrol", "withdraw", "submit", "order", "close_overdue"])),
    st.tuples(st.sampled_from(["enrol_by_hand", "withdraw_by_hand"])),
    st.tuples(st.sampled_from(["complete", "retire", "require"]), PLACES),
    st.tuples(st.sampled_from(["complete_by_hand", "end_by_hand"]), PLACES),
    st.tuples(st.sampled_from(["answer", "try_quiz"]), PLACES, st.integers(0, 3)),
    st.tuples(
        st.just("publish"),
        PLACES,
        st.fixed_dictionaries(
            {
                "pass_mark": st.sampled_from([20, 34, 67, 100]),
                "grading_method": st.sampled_from(GradingMethod.values),
                "time_limit": st.sampled_from([None, 10]),
            }
        ),
    ),
    st.tuples(st.just("date"), st.sampled_from(["opens_at", "closes_at"]), MINUTES),
    st.tuples(st.just("wait"), st.sampled_from([1, 11, 2000])),
)


class Life:
    """One learner in a module of two lessons and two quizzes, one of each required."""

    def __init__(self, clock):
        self.clock = clock
        self.learner = UserFactory()
        self.module = ModuleFactory()
        self.activities = [
            factory(module=self.module, is_required=is_required, **more)
            for is_required in (True, False)
            for factory, more in (
                (ActivityFactory, {}),
                (QuizActivityFactory, {"quiz": definition(3)}),
            )
        ]
        self.whose = {"learner": self.learner, "actor": ACTOR}

    def enrol(self):
        enrol(module=self.fresh(), **self.whose)

    def withdraw(self):
        withdraw(module=self.fresh(), **self.whose)

    def complete(self, place):
        complete_activity(activity=self.fresh(place % 2 * 2), **self.whose)

    def enrol_by_hand(self):
        enrol_by_hand(about=self.fresh(), reason=WHY, **self.whose)

    def withdraw_by_hand(self):
        withdraw_by_hand(about=self.module.track, reason=WHY, **self.whose)

    def complete_by_hand(self, place):
        complete_by_hand(activity=self.fresh(place), reason=WHY, **self.whose)

    def end_by_hand(self, place):
        end_by_hand(activity=self.fresh(place), reason=WHY, **self.whose)

    def answer(self, place, right):
        attempt = begin(learner=self.learner, activity=self.fresh(place % 2 * 2 + 1))
        save_answers(attempt=attempt, answers={f"id-{n}": "right" for n in range(right)})

    def submit(self):
        for attempt in Attempt.objects.open():
            submit_attempt(attempt=attempt, actor=ACTOR)

    def try_quiz(self, place, right):
        self.answer(place, right)
        self.submit()

    def publish(self, place, rules):
        change_rules(self.fresh(place % 2 * 2 + 1), **rules)

    def order(self):
        self.change(self.fresh(), in_sequence=not self.fresh().in_sequence)

    def date(self, field, minutes):
        moment = minutes and timezone.now() + timedelta(minutes=minutes)
        self.change(self.fresh(), **{field: moment})

    def retire(self, place):
        row = self.fresh(place)
        self.change(row, retired_at=None if row.retired_at else timezone.now())

    def require(self, place):
        row = self.fresh(place)
        self.change(row, is_required=not row.is_required)

    def change(self, row, **values):
        """Publish a row of the outline with other values."""
        type(row).objects.filter(pk=row.pk).update(**values)
        is_less = bool(values.get("retired_at")) or values.get("is_required") is False
        if "retired_at" in values or "is_required" in values:
            recount_track(track=self.module.track, actor=ACTOR, is_lessened=is_less)
        credit_earned(modules=Module.objects.all(), actor=ACTOR)

    def wait(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))

    def close_overdue(self):
        close_overdue_attempts()

    def fresh(self, place=None):
        row = self.module if place is None else self.activities[place]
        return type(row).objects.get(pk=row.pk)


def facts():
    """What never changes once it is there: {record: its date}."""
    dated = {
        Pass: "passed_at",
        Completion: "completed_at",
        Enrolment: "completed_at",
        TrackEnrolment: "completed_at",
    }
    found = {
        (model, pk): date
        for model, field in dated.items()
        for pk, date in model.objects.exclude(**{field: None}).values_list("pk", field)
    }
    for pk in Completion.objects.filter(is_by_hand=True).values_list("pk", flat=True):
        del found[Completion, pk]  # it may be taken back
    passed = Attempt.objects.filter(is_passed=True).values_list("pk", "submitted_at")
    return found | {(Attempt, pk): date for pk, date in passed}


def assert_records_agree(module, earlier, now):
    assert earlier.items() <= now.items()
    for due in find_drifts():  # it began to require what was done: that is for a person to give
        assert due.what == DUE
        due.mend()
    assert not list(find_drifts())
    assert credit_earned(modules=Module.objects.all(), actor=ACTOR) == 0
    for kept in Pass.objects.select_related("attempt"):
        assert kept.attempt.is_passed
        assert kept.passed_at == kept.attempt.submitted_at
        completions = Completion.objects.filter(activity=kept.activity_id, is_by_hand=False)
        assert {each.completed_at for each in completions} <= {kept.passed_at}
    passed = Attempt.objects.filter(is_passed=True).exclude(activity__passes__isnull=False)
    assert not passed.exists()
    for enrolment in Enrolment.objects.exclude(completed_at=None):
        if (Enrolment, enrolment.pk) not in earlier:
            required = module.activities.active().required()
            needed = Completion.objects.filter(activity__in=required)
            dates = [each.completed_at for each in needed]
            assert len(dates) == required.count()
            assert enrolment.completed_at == max([*dates, enrolment.enrolled_at])


@settings(max_examples=15)
@example(acts=[("answer", 0, 3), ("withdraw",), ("submit",), ("complete", 0), ("enrol",)])
@example(
    acts=[("complete", 0), ("answer", 1, 3), ("withdraw",), ("submit",), ("require", 1), ("enrol",)]
)
@example(acts=[("answer", 0, 3), ("order",), ("submit",), ("complete", 0)])
@example(acts=[("answer", 0, 3), ("retire", 1), ("submit",), ("complete", 0), ("retire", 1)])
@example(acts=[("complete_by_hand", 1), ("answer", 1, 3), ("submit",), ("end_by_hand", 1)])
@example(acts=[("complete_by_hand", 1), ("order",), ("answer", 0, 3), ("submit",), ("complete", 0)])
@given(acts=st.lists(ACTS, min_size=5, max_size=20))
def test_the_records_agree_after_each_act(acts):
    moment = "2026-05-04T10:00:00+00:00"
    with time_machine.travel(moment, tick=False) as clock, transaction.atomic():
        life, known = Life(clock), {}
        for name, *values in [("enrol",), *acts]:
            clock.shift(timedelta(seconds=7))
            with suppress(*REFUSALS):
                getattr(life, name)(*values)
            assert_records_agree(life.module, known, now := facts())
            known = now
        transaction.set_rollback(True)
