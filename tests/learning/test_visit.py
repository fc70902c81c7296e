from datetime import date, timedelta

import pytest
from django.utils import timezone

from learning.models import Visit
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.visit import enrolments_at, record_visit
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.queries import assert_queries
from tests.threads import together

pytestmark = pytest.mark.django_db
MORNING = "2026-05-04T08:00:00+00:00"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(MORNING, tick=False)
    return time_machine


@pytest.fixture
def lesson():
    return ActivityFactory()


@pytest.fixture
def enrolment(lesson):
    return EnrolmentFactory(module=lesson.module, enrolled_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def visit(enrolment):
    """Let the learner visit an activity; returns the enrolment as it is then."""

    def visit(activity):
        record_visit(learner=enrolment.learner, activity=activity)
        enrolment.refresh_from_db()
        return enrolment

    return visit


def days():
    """[(day, moment of the first visit)]."""
    return list(Visit.objects.order_by("day").values_list("day", "visited_at"))


def test_a_visit_moves_the_last_activity_and_keeps_the_day(visit, lesson):
    now = timezone.now()
    enrolment = visit(lesson)
    assert (enrolment.last_activity, enrolment.last_active_at) == (lesson, now)
    kept = Visit.objects.get()
    assert (kept.learner, kept.activity) == (enrolment.learner, lesson)
    assert (kept.day, kept.visited_at) == (date(2026, 5, 4), now)


def test_of_a_day_the_first_visit_is_kept(visit, lesson, clock):
    first = timezone.now()
    visit(lesson)
    clock.shift(timedelta(hours=3))
    assert visit(lesson).last_active_at == timezone.now()
    assert days() == [(date(2026, 5, 4), first)]


def test_each_activity_has_its_own_days(visit, lesson, clock):
    other = ActivityFactory(module=lesson.module)
    for activity in (lesson, other, lesson):
        enrolment = visit(activity)
    assert enrolment.last_activity == lesson
    assert Visit.objects.count() == 2


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-05-04T21:59:00+00:00", 4), ("2026-05-04T22:00:00+00:00", 5)],
)
def test_the_day_ends_at_midnight_where_the_portal_is(visit, lesson, clock, moment, day):
    clock.move_to(moment, tick=False)
    with timezone.override("America/New_York"):
        visit(lesson)
    assert days() == [(date(2026, 5, day), timezone.now())]


def test_midnight_begins_a_new_day_even_within_a_minute(visit, lesson, clock):
    clock.move_to("2026-05-04T21:59:50+00:00", tick=False)
    visit(lesson)
    clock.shift(20)
    visit(lesson)
    assert [day.day for day, _moment in days()] == [4, 5]


def test_within_a_minute_nothing_is_written(visit, lesson, clock):
    first = visit(lesson).last_active_at
    clock.shift(59)
    assert visit(lesson).last_active_at == first
    clock.shift(1)
    assert visit(lesson).last_active_at == timezone.now()


def test_a_visit_right_after_completing_or_coming_back_is_kept(enrolment, visit, lesson):
    complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)
    withdraw(learner=enrolment.learner, module=lesson.module, actor=ACTOR)
    enrol(learner=enrolment.learner, module=lesson.module, actor=ACTOR)
    visit(lesson)
    assert Visit.objects.count() == 1


def test_without_enrolment_nothing_is_kept(lesson):
    record_visit(learner=UserFactory(), activity=lesson)
    assert not Visit.objects.exists()


def test_a_visit_after_withdrawal_leaves_no_trace(enrolment, visit, lesson):
    withdraw(learner=enrolment.learner, module=lesson.module, actor=ACTOR)
    assert visit(lesson).last_activity is None
    assert not Visit.objects.exists()


def test_withdrawing_in_another_tab_leaves_no_trace_either(enrolment, lesson):
    read = enrolments_at(lesson, enrolment.learner).get()
    withdraw(learner=enrolment.learner, module=lesson.module, actor=ACTOR)
    record_visit(learner=enrolment.learner, activity=lesson, enrolment=read)
    assert not Visit.objects.exists()


def test_what_a_visit_costs(enrolment, lesson, clock):
    other = ActivityFactory(module=lesson.module)

    def visit(activity):
        read = enrolments_at(activity, enrolment.learner).get()
        record_visit(learner=enrolment.learner, activity=activity, enrolment=read)

    for activity, queries in ((lesson, 4), (other, 4), (lesson, 3), (lesson, 1)):
        with assert_queries(queries):
            visit(activity)


@pytest.mark.django_db(transaction=True)
def test_tabs_opened_at_the_same_time_keep_one_visit(enrolment, lesson):
    def visit():
        record_visit(learner=enrolment.learner, activity=lesson)

    assert together(*[visit] * 6) == [None] * 6
    assert Visit.objects.count() == 1
