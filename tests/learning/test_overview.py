from datetime import timedelta

import pytest
from django.utils import timezone

from courses.templatetags.standings import obstacle
from learning.derived.standing import read_standing
from learning.overview import learner_overview
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.visit import record_visit
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def learner():
    return UserFactory()


def test_nothing_begun_is_empty(learner):
    overview = learner_overview(learner)
    assert overview.is_empty
    assert overview.next is overview.suggestion is None


def test_the_module_last_worked_in_comes_first(learner):
    old, new = ActivityFactory(), ActivityFactory()
    for days, activity in ((3, old), (1, new)):
        EnrolmentFactory(
            learner=learner,
            module=activity.module,
            enrolled_at=timezone.now() - 9 * DAY,
            last_active_at=timezone.now() - days * DAY,
        )
    assert learner_overview(learner).next.module == new.module
    record_visit(learner=learner, activity=old)
    overview = learner_overview(learner)
    assert overview.next.module == old.module
    assert [standing.module for standing in overview.in_progress] == [old.module, new.module]


def test_going_on_leads_to_the_place_last_visited(learner):
    module = ModuleFactory()
    first, second, third = ActivityFactory.create_batch(3, module=module)
    enrol(learner=learner, module=module, actor=ACTOR)
    assert read_standing(learner, module).next_activity == first
    record_visit(learner=learner, activity=third)
    assert read_standing(learner, module).next_activity == third
    complete_activity(learner=learner, activity=third, actor=ACTOR)
    assert read_standing(learner, module).next_activity == first
    complete_activity(learner=learner, activity=first, actor=ACTOR)
    assert read_standing(learner, module).minutes_left == second.minutes


def test_lessons_and_quizzes_are_counted_apart(learner):
    module = ModuleFactory()
    first = ActivityFactory(module=module)
    case = ActivityFactory(module=module, kind="case_study")
    second = ActivityFactory(module=module)
    enrol(learner=learner, module=module, actor=ACTOR)
    ways = (
        (first, "Start lesson 1", (1, 2)),
        (case, "Continue: case study", (1, 1)),
        (second, "Continue: lesson 2", (2, 2)),
    )
    for goal, words, place in ways:
        standing = read_standing(learner, module)
        assert (standing.next_activity, standing.next_words) == (goal, words)
        assert standing.place_of(goal) == place
        complete_activity(learner=learner, activity=goal, actor=ACTOR)
    ActivityFactory(module=module, kind="quiz")
    assert read_standing(learner, module).next_words == "See what is new"


def test_going_on_never_leads_to_what_a_new_lesson_has_locked(learner):
    module = ModuleFactory(in_sequence=True)
    visited = ActivityFactory(module=module, position=5)
    enrol(learner=learner, module=module, actor=ACTOR)
    record_visit(learner=learner, activity=visited)
    new = ActivityFactory(module=module, position=1)
    assert read_standing(learner, module).next_activity == new


def test_after_finishing_the_next_module_of_the_track_is_suggested(learner):
    done = ActivityFactory()
    track = done.module.track
    not_open = ModuleFactory(track=track, opens_at=timezone.now() + DAY)
    following, barred, left = ModuleFactory.create_batch(3, track=track)
    barred.prerequisites.add(following)
    ModuleFactory()
    enrol(learner=learner, module=done.module, actor=ACTOR)
    complete_activity(learner=learner, activity=done, actor=ACTOR)
    overview = learner_overview(learner)
    assert overview.next is None
    assert overview.suggestion == following
    assert [standing.module for standing in overview.finished] == [done.module]
    (track_standing,) = overview.tracks
    assert [s.module for s in track_standing.modules] == [
        done.module,
        not_open,
        following,
        barred,
        left,
    ]
    assert (track_standing.progress.done, track_standing.progress.total) == (1, 1)


def test_a_closed_module_is_no_next_step(learner):
    activity = ActivityFactory(module__closes_at=timezone.now() - DAY)
    EnrolmentFactory(learner=learner, module=activity.module)
    overview = learner_overview(learner)
    assert overview.next is None
    assert len(overview.in_progress) == 1


def test_new_lessons_in_a_finished_module_are_a_next_step(learner):
    done = ActivityFactory()
    enrol(learner=learner, module=done.module, actor=ACTOR)
    complete_activity(learner=learner, activity=done, actor=ACTOR)
    new = ActivityFactory(module=done.module)
    overview = learner_overview(learner)
    assert overview.next.next_activity == new
    assert overview.in_progress == ()


def test_withdrawn_modules_are_not_shown_unless_finished(learner):
    left, finished = ActivityFactory(), ActivityFactory()
    for activity in (left, finished):
        enrol(learner=learner, module=activity.module, actor=ACTOR)
    complete_activity(learner=learner, activity=finished, actor=ACTOR)
    for activity in (left, finished):
        withdraw(learner=learner, module=activity.module, actor=ACTOR)
    overview = learner_overview(learner)
    assert overview.in_progress == ()
    assert [standing.module for standing in overview.finished] == [finished.module]


def test_a_finished_module_stays_after_it_was_retired(learner):
    activity = ActivityFactory()
    enrol(learner=learner, module=activity.module, actor=ACTOR)
    complete_activity(learner=learner, activity=activity, actor=ACTOR)
    activity.module.retired_at = timezone.now()
    activity.module.save()
    overview = learner_overview(learner)
    assert [standing.module for standing in overview.finished] == [activity.module]
    assert overview.tracks[0].modules == ()
    assert overview.tracks[0].completed_at is not None


def test_a_module_under_way_stays_after_it_was_retired(learner, django_assert_num_queries):
    activity = ActivityFactory()
    enrol(learner=learner, module=activity.module, actor=ACTOR)
    activity.retired_at = activity.module.retired_at = timezone.now()
    activity.module.save()
    activity.save()
    with django_assert_num_queries(5):
        overview = learner_overview(learner)
        assert [standing.module for standing in overview.offline] == [activity.module]
        assert overview.offline[0].progress.total == 1  # as it was on that day
        assert obstacle(overview.offline[0]) == "This is no longer offered."
    assert overview.in_progress == ()
    assert overview.next is None
    assert overview.tracks[0].progress.total == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_the_overview_costs_the_same_however_much_was_begun(
    learner, django_assert_num_queries, rows
):
    for _row in range(rows):
        EnrolmentFactory(learner=learner, module=ActivityFactory().module)
    with django_assert_num_queries(4):
        assert len(learner_overview(learner).in_progress) == rows
