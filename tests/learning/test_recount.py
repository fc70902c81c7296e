"""What stands beside enrolments for the reports is always what the records add up to."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from learning.models import Enrolment, TrackEnrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.recount import recount_track
from learning.records.visit import record_visit
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, CompletionFactory, ModuleFactory, TrackFactory
from tests.factories.people import UserFactory
from tests.threads import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def track():
    return TrackFactory()


@pytest.fixture
def modules(track):
    modules = ModuleFactory.create_batch(2, track=track)
    for module in modules:
        ActivityFactory.create_batch(3, module=module)
        ActivityFactory(module=module, is_required=False)
    return modules


@pytest.fixture
def learner():
    return UserFactory()


def kept():
    return [list(model.objects.order_by("pk").values()) for model in (Enrolment, TrackEnrolment)]


def done_in_track():
    row = TrackEnrolment.objects.get()
    return row.done_elsewhere + row.current.done


def assert_counted(track):
    """What is kept is what counting anew gives."""
    before = kept()
    recount_track(track=track, actor=ACTOR)
    assert kept() == before


def test_every_action_keeps_the_counts(track, modules, learner):
    first, second = modules
    actions = [
        lambda: enrol(learner=learner, module=first, actor=ACTOR),
        lambda: enrol(learner=learner, module=second, actor=ACTOR),
        lambda: record_visit(learner=learner, activity=second.activities.first()),
        *(
            lambda activity=activity: complete_activity(
                learner=learner, activity=activity, actor=ACTOR
            )
            for activity in first.activities.all()
        ),
        lambda: withdraw(learner=learner, module=second, actor=ACTOR),
        lambda: record_visit(learner=learner, activity=first.activities.first()),
        lambda: withdraw(learner=learner, module=first, actor=ACTOR),
        lambda: enrol(learner=learner, module=second, actor=ACTOR),
        *(
            lambda activity=activity: complete_activity(
                learner=learner, activity=activity, actor=ACTOR
            )
            for activity in second.activities.all()
        ),
    ]
    for action in actions:
        action()
        assert_counted(track)
    row = TrackEnrolment.objects.get()
    assert (done_in_track(), row.withdrawn_at) == (6, None)
    assert row.completed_at == Enrolment.objects.get(module=second).completed_at


def test_the_track_points_to_the_module_where_something_was_last_opened(track, modules, learner):
    first, second = (enrol(learner=learner, module=module, actor=ACTOR) for module in modules)
    row = TrackEnrolment.objects.get()
    assert row.current == second
    lesson = modules[0].activities.first()
    record_visit(learner=learner, activity=lesson)
    row.refresh_from_db()
    assert row.current == first
    third = ActivityFactory(module__track=track).module
    enrol(learner=learner, module=third, actor=ACTOR)
    row.refresh_from_db()
    assert row.current == first
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    complete_activity(learner=learner, activity=modules[1].activities.first(), actor=ACTOR)
    row.refresh_from_db()
    assert (row.current, row.done_elsewhere) == (second, 1)


def test_the_track_still_points_to_a_module_that_was_retired(track, modules, learner):
    """There the learner was last, and what was done in it is not counted as done elsewhere."""
    first, second = (enrol(learner=learner, module=module, actor=ACTOR) for module in modules)
    complete_activity(learner=learner, activity=modules[0].activities.first(), actor=ACTOR)
    for activity in modules[1].activities.all()[:2]:
        complete_activity(learner=learner, activity=activity, actor=ACTOR)
    modules[1].retired_at = timezone.now()
    modules[1].save()
    recount_track(track=track, actor=ACTOR)
    row = TrackEnrolment.objects.get()
    assert (row.current, row.done_elsewhere) == (second, 1)
    withdraw(learner=learner, module=modules[0], actor=ACTOR)
    row.refresh_from_db()
    assert (row.current, row.withdrawn_at) == (second, None)
    assert first.module == modules[0]


def test_the_track_is_left_with_its_last_module(track, modules, learner):
    for module in modules:
        enrol(learner=learner, module=module, actor=ACTOR)
    withdraw(learner=learner, module=modules[0], actor=ACTOR)
    assert TrackEnrolment.objects.get().withdrawn_at is None
    last = withdraw(learner=learner, module=modules[1], actor=ACTOR)
    assert TrackEnrolment.objects.get().withdrawn_at == last.withdrawn_at
    enrol(learner=learner, module=modules[0], actor=ACTOR)
    assert TrackEnrolment.objects.get().withdrawn_at is None


def test_a_lesson_done_counts_in_the_track_without_enrolment(track, modules, learner):
    lesson = modules[0].activities.first()
    enrol(learner=learner, module=modules[0], actor=ACTOR)
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    lesson.module = modules[1]
    lesson.save()
    recount_track(track=track, actor=ACTOR)
    assert Enrolment.objects.get().done == 0
    assert done_in_track() == 1


def test_enrolling_counts_what_was_done_elsewhere(track, modules, learner):
    lesson = ActivityFactory(module__track=track)
    CompletionFactory(learner=learner, activity=lesson)
    lesson.module = modules[0]
    lesson.save()
    assert enrol(learner=learner, module=modules[0], actor=ACTOR).completed_at is None
    assert Enrolment.objects.get().done == done_in_track() == 1


@pytest.mark.parametrize("field", ["retired_at", "is_required"])
def test_what_is_no_longer_required_no_longer_counts(track, modules, learner, field):
    enrol(learner=learner, module=modules[0], actor=ACTOR)
    lesson, *_others = modules[0].activities.all()
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    setattr(lesson, field, timezone.now() if field == "retired_at" else False)
    lesson.save()
    recount_track(track=track, actor=ACTOR)
    assert Enrolment.objects.get().done == done_in_track() == 0


def test_a_module_that_moves_takes_its_learners_along(track, modules, learner):
    enrol(learner=learner, module=modules[0], actor=ACTOR)
    other = TrackFactory()
    modules[0].track = other
    modules[0].save()
    for each in (track, other):
        recount_track(track=each, actor=ACTOR)
    row = TrackEnrolment.objects.get()
    assert (row.track, row.enrolled_at) == (other, Enrolment.objects.get().enrolled_at)


def test_a_completed_track_stays_when_its_modules_go(track, learner):
    lesson = ActivityFactory(module__track=track)
    enrol(learner=learner, module=lesson.module, actor=ACTOR)
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    lesson.module.track = TrackFactory()
    lesson.module.save()
    recount_track(track=track, actor=ACTOR)
    row = TrackEnrolment.objects.get(track=track)
    assert (row.completed_at is not None, row.current) == (True, None)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_from_two_modules_at_once_leaves_the_track(learner):
    modules = ModuleFactory.create_batch(2, track=TrackFactory())
    for module in modules:
        enrol(learner=learner, module=module, actor=ACTOR)
    results = together(
        *(
            lambda module=module: withdraw(learner=learner, module=module, actor=ACTOR)
            for module in modules
        )
    )
    row = TrackEnrolment.objects.get()
    assert row.withdrawn_at == max(enrolment.withdrawn_at for enrolment in results)


@pytest.mark.django_db(transaction=True)
def test_enrolling_in_two_modules_at_once_begins_the_track_once(learner):
    track = TrackFactory()
    lessons = [ActivityFactory(module__track=track) for _time in range(2)]
    together(
        *(
            lambda module=lesson.module: enrol(learner=learner, module=module, actor=ACTOR)
            for lesson in lessons
        )
    )
    row = TrackEnrolment.objects.get()
    assert row.enrolled_at == min(Enrolment.objects.values_list("enrolled_at", flat=True))


@pytest.mark.django_db(transaction=True)
def test_counts_are_right_when_learners_work_while_the_outline_changes():
    track = TrackFactory()
    lessons = [ActivityFactory(module__track=track) for _time in range(2)]
    more = ActivityFactory.create_batch(2, module=lessons[0].module)
    learners = UserFactory.create_batch(4)
    for person in learners[:3]:
        for lesson in lessons:
            enrol(learner=person, module=lesson.module, actor=ACTOR)
        complete_activity(learner=person, activity=more[0], actor=ACTOR)

    def publish():
        with transaction.atomic():
            more[0].module = lessons[1].module
            more[0].save()
            more[1].retired_at = timezone.now()
            more[1].save()
            recount_track(track=track, actor=ACTOR)

    results = together(
        publish,
        lambda: complete_activity(learner=learners[0], activity=lessons[0], actor=ACTOR),
        lambda: complete_activity(learner=learners[1], activity=more[1], actor=ACTOR),
        lambda: withdraw(learner=learners[2], module=lessons[0].module, actor=ACTOR),
        lambda: enrol(learner=learners[3], module=lessons[1].module, actor=ACTOR),
    )
    assert not [result for result in results if isinstance(result, DatabaseError)]
    assert_counted(track)


def test_recounting_gathers_what_was_written_past_the_functions(track, modules, learner):
    enrol(learner=learner, module=modules[0], actor=ACTOR)
    day = timezone.now() - timedelta(days=9)
    Enrolment.objects.update(enrolled_at=day, last_active_at=day)
    TrackEnrolment.objects.all().delete()
    recount_track(track=track, actor=ACTOR)
    row = TrackEnrolment.objects.get()
    assert (row.enrolled_at, row.current) == (day, Enrolment.objects.get())
