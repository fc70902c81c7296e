import datetime

import pytest
from django.utils import timezone

from learning.records.enrolment import enrol
from reporting.rows import module_rows, track_rows
from reporting.summary import StoppingPoint, summarise
from reporting.weekly_counts import Week
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory

pytestmark = pytest.mark.django_db


def moment(day):
    """Noon of a day in 2026, given as (month, day)."""
    return timezone.make_aware(datetime.datetime(2026, *day, 12))  # noqa: DTZ001 -- made aware


def test_nobody_enrolled():
    summary = summarise(module_rows())
    assert summary.totals.enrolled == 0
    assert summary.median_days is None
    assert summary.stopping_point is None
    assert summary.weeks == []


def test_median_days_and_stopping_point(django_assert_num_queries):
    easy, hard = ActivityFactory.create_batch(2)
    for days in (2, 4, 30):
        EnrolmentFactory(
            enrolled_at=moment((1, 5)),
            completed_at=moment((1, 5)) + datetime.timedelta(days=days),
            last_activity=easy,
        )
    for activity in (easy, hard, hard):
        EnrolmentFactory(last_activity=activity)
    EnrolmentFactory()
    rows = module_rows()
    with django_assert_num_queries(4):
        summary = summarise(rows)
    assert summary.median_days == 4
    assert summary.stopping_point == StoppingPoint(hard.title, 2, 3)
    assert (summary.totals.enrolled, summary.totals.started) == (7, 6)


@pytest.mark.parametrize(
    ("took", "days"),
    [({"minutes": 5}, 1), ({"days": 1}, 1), ({"days": 16, "seconds": 1}, 17), ({"days": 17}, 17)],
)
def test_a_day_that_has_begun_counts(took, days):
    beginning = moment((1, 5))
    EnrolmentFactory(enrolled_at=beginning, completed_at=beginning + datetime.timedelta(**took))
    assert summarise(module_rows()).median_days == days


def test_enrolling_in_another_module_does_not_hide_where_a_learner_of_a_track_stands():
    lesson = ActivityFactory()
    learner = EnrolmentFactory(module=lesson.module, last_activity=lesson).learner
    enrol(learner=learner, module=ModuleFactory(track=lesson.module.track), actor=ACTOR)
    summary = summarise(track_rows())
    assert summary.stopping_point == StoppingPoint(lesson.title, 1, 1)
    assert (summary.totals.enrolled, summary.totals.started) == (1, 1)


def test_weeks_begin_on_monday_and_leave_none_out():
    EnrolmentFactory(enrolled_at=moment((1, 11)), completed_at=moment((1, 20)))
    EnrolmentFactory(enrolled_at=moment((1, 5)))
    assert summarise(module_rows()).weeks == [
        Week(datetime.date(2026, 1, 5), 2, 0),
        Week(datetime.date(2026, 1, 12), 0, 0),
        Week(datetime.date(2026, 1, 19), 0, 1),
    ]
