"""Whatever a person did in two accounts, the records agree and nothing is lost when they merge."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import Min
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts.one_person.merge import merge_people
from assessments.attempt import submit_attempt
from assessments.correction import CorrectionKind, Fault
from assessments.giving import give_attempt, give_time
from assessments.models import Allowance, Attempt, Pass, Response
from assessments.remarking import NothingToCorrect, correct_question
from learning.choices import EntryKind
from learning.models import Completion, Enrolment, Excuse, HistoryEntry, TrackEnrolment, Visit
from learning.records.comparisons import DUE
from learning.records.drift import find_drifts
from learning.records.excuse import end_excuse, excuse_activity
from learning.records.visit import record_visit
from reporting.rows import module_rows, track_rows
from tests.assessments.test_random_lives import REFUSALS, WHY, Life
from tests.factories.actors import ACTOR
from tests.factories.people import UserFactory
from tests.factories.quizzes import change_rules

pytestmark = pytest.mark.django_db

WHO, PLACES = st.integers(0, 1), st.integers(0, 3)
ACTS = st.one_of(
    st.tuples(st.sampled_from(["enrol", "withdraw", "withdraw_by_hand", "submit"]), WHO),
    st.tuples(
        st.sampled_from(
            ["complete", "complete_by_hand", "excuse", "end_excuse", "visit", "give_attempt"]
        ),
        WHO,
        PLACES,
    ),
    st.tuples(st.sampled_from(["answer", "try_quiz"]), WHO, PLACES, st.integers(0, 3)),
    st.tuples(st.sampled_from(["correct", "give_time"]), WHO, PLACES),
    st.tuples(st.just("limit"), WHO, PLACES, st.sampled_from([None, 1, 3])),
)
ONCE = (Enrolment, TrackEnrolment, Completion, Pass)


class OneOfTwo(Life):
    """A Life in the module of another one, and more of what trainers decide."""

    def __init__(self, clock, other=None):
        super().__init__(clock)
        self.module = other.module if other else self.module
        self.activities = other.activities if other else self.activities

    def excuse(self, place):
        excuse_activity(learner=self.learner, activity=self.fresh(place), actor=ACTOR, reason=WHY)

    def end_excuse(self, place):
        for excuse in Excuse.objects.filter(learner=self.learner, activity=self.fresh(place)):
            end_excuse(excuse=excuse, actor=ACTOR, reason=WHY)

    def visit(self, place):
        record_visit(learner=self.learner, activity=self.fresh(place))

    def quiz(self, place):
        return self.fresh(place % 2 * 2 + 1)

    def give_attempt(self, place):
        give_attempt(learner=self.learner, activity=self.quiz(place), actor=ACTOR, reason=WHY)

    def give_time(self, place):
        change_rules(self.quiz(place), time_limit=30)
        give_time(
            learner=self.learner, activity=self.quiz(place), actor=ACTOR, reason=WHY, minutes=5
        )

    def limit(self, place, number):
        change_rules(self.quiz(place), attempts_allowed=number)

    def correct(self, place):
        with suppress(NothingToCorrect):
            correct_question(
                activity=self.quiz(place),
                question_id="id-0",
                kind=CorrectionKind.WITHDRAWN,
                fault=Fault.WRONG_KEY,
                reason=WHY,
                actor=ACTOR,
            )

    def submit(self):
        for attempt in Attempt.objects.open().filter(learner=self.learner):
            submit_attempt(attempt=attempt, actor=ACTOR)


def earliest(rows, field, about):
    """{what it is about: the earliest date} of the `rows` that have one."""
    dated = rows.exclude(**{field: None}).values_list(about)
    return dict(dated.annotate(first=Min(field)).order_by())


def reached():
    """The earliest date of each thing that somebody has reached, whoever it was."""
    done = Completion.objects.filter(is_excused=False)
    return {
        "enrolled": earliest(Enrolment.objects, "enrolled_at", "module"),
        "passed": earliest(Pass.objects, "passed_at", "activity"),
        "done": earliest(done, "completed_at", "activity"),
        "module": earliest(Enrolment.objects, "completed_at", "module"),
        "track": earliest(TrackEnrolment.objects, "completed_at", "track"),
    }


def kept():
    """What is told of, in sets that a merge neither makes smaller nor larger."""
    return {
        "attempts": set(Attempt.objects.values_list("pk", "activity", "started_at", "version")),
        "answers": set(Response.objects.values_list("attempt", "question_id", "saved_at")),
        "visits": set(Visit.objects.values_list("activity", "day")),
        "excused": set(Excuse.objects.filter(taken_back_at=None).values_list("activity")),
        "allowed": Allowance.objects.attempts().count(),
    }


def in_reports():
    """The ids of people in the two reports, each as often as there is a row."""
    return [
        sorted(rows.values_list("learner", flat=True)) for rows in (module_rows(), track_rows())
    ]


def merged_in_reports(before, merged, into):
    return [sorted({into if pk == merged else pk for pk in rows}) for rows in before]


def mend_what_is_due():
    for due in find_drifts():  # it began to require what was done: that is for a person to give
        assert due.what == DUE
        due.mend()
    assert not list(find_drifts())


@settings(max_examples=10)
@example(acts=[("try_quiz", 0, 0, 3), ("try_quiz", 1, 0, 3), ("complete", 0, 0)])
@example(acts=[("answer", 0, 0, 3), ("answer", 1, 0, 1), ("complete", 1, 0)])
@example(acts=[("limit", 0, 0, 1), ("try_quiz", 0, 0, 1), ("give_attempt", 0, 0)])
@example(acts=[("excuse", 0, 1), ("try_quiz", 1, 0, 3), ("withdraw", 0), ("complete", 1, 0)])
@example(acts=[("complete_by_hand", 0, 1), ("try_quiz", 1, 0, 3), ("correct", 0, 0)])
@example(acts=[("answer", 0, 0, 3), ("correct", 0, 0), ("answer", 1, 0, 0)])
@given(acts=st.lists(ACTS, min_size=5, max_size=20))
def test_nothing_of_two_accounts_is_lost_when_they_merge(acts):
    moment = "2026-05-04T10:00:00+00:00"
    with time_machine.travel(moment, tick=False) as clock, transaction.atomic():
        one = OneOfTwo(clock)
        lives = one, OneOfTwo(clock, one)
        for name, who, *values in [("enrol", 0), ("enrol", 1), *acts]:
            clock.shift(timedelta(minutes=7))
            with suppress(*REFUSALS):
                getattr(lives[who], name)(*values)
        mend_what_is_due()
        was, had, told = reached(), kept(), set(HistoryEntry.objects.values_list("pk", flat=True))
        listed = in_reports()
        old, new = (life.learner for life in lives)
        merge_people(merged=old, into=new, by=UserFactory(is_superuser=True), hands_in=True)

        now = reached()
        for what, dates in was.items():
            assert dates.items() <= now[what].items(), what
        assert kept() == had
        assert told <= set(HistoryEntry.objects.values_list("pk", flat=True))
        for model in (*ONCE, Attempt, Visit, Excuse, HistoryEntry):
            assert not model.objects.exclude(learner=new).exists(), model
        assert in_reports() == merged_in_reports(listed, old.pk, new.pk)
        for quiz in (1, 3):
            attempts = one.fresh(quiz).attempts.order_by("started_at", "pk")
            numbers = list(attempts.values_list("number", flat=True))
            assert numbers == [*range(1, len(numbers) + 1)]
        assert HistoryEntry.objects.filter(kind=EntryKind.MERGED).count() == 1
        mend_what_is_due()
        transaction.set_rollback(True)
