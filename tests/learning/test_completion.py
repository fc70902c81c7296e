from datetime import timedelta

import pytest
from django.utils import timezone

from learning.choices import AccessRule
from learning.derived.standing import read_standing
from learning.models import Activity, Completion, TrackEnrolment
from learning.records.completion import ActivityLocked, complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.recount import recount_track
from learning.syllabus import read_syllabus
from tests.factories.actors import ACTOR
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import UserFactory
from tests.queries import assert_queries
from tests.threads import together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def retire(row):
    row.retired_at = timezone.now()
    row.save()


@pytest.fixture
def enrolment():
    return EnrolmentFactory(enrolled_at=timezone.now() - DAY)


@pytest.fixture
def lessons(enrolment):
    return ActivityFactory.create_batch(3, module=enrolment.module)


def completed_tracks():
    return TrackEnrolment.objects.exclude(completed_at=None)


def complete(enrolment, *activities):
    for activity in activities:
        complete_activity(learner=enrolment.learner, activity=activity, actor=ACTOR)
    enrolment.refresh_from_db()


def test_completing_is_dated_and_moves_the_last_activity(enrolment, lessons):
    completion = complete_activity(learner=enrolment.learner, activity=lessons[0], actor=ACTOR)
    enrolment.refresh_from_db()
    assert enrolment.last_activity == lessons[0]
    assert enrolment.last_active_at == completion.completed_at
    assert enrolment.completed_at is None


def test_completing_twice_keeps_the_first_date(enrolment, lessons):
    first = complete_activity(learner=enrolment.learner, activity=lessons[0], actor=ACTOR)
    second = complete_activity(learner=enrolment.learner, activity=lessons[0], actor=ACTOR)
    assert second.completed_at == first.completed_at
    assert Completion.objects.count() == 1


def test_the_last_required_activity_completes_module_and_track(enrolment, lessons):
    optional = ActivityFactory(module=enrolment.module, is_required=False)
    complete(enrolment, *lessons[:2])
    assert enrolment.completed_at is None
    complete(enrolment, lessons[2])
    assert enrolment.completed_at is not None
    track_completion = completed_tracks().get()
    assert track_completion.completed_at == enrolment.completed_at
    complete(enrolment, optional)
    assert completed_tracks().get().completed_at == track_completion.completed_at


def test_the_track_waits_for_its_other_modules(enrolment, lessons):
    other = ActivityFactory(module__track=enrolment.module.track).module
    ModuleFactory(track=enrolment.module.track)  # requires nothing, so nothing to wait for
    complete(enrolment, *lessons)
    assert not completed_tracks().exists()
    second = EnrolmentFactory(learner=enrolment.learner, module=other)
    complete(second, *other.activities.all())
    assert completed_tracks().get().learner == enrolment.learner


def test_an_added_lesson_takes_nothing_back(enrolment, lessons):
    complete(enrolment, *lessons)
    completed_at = enrolment.completed_at
    new = ActivityFactory.create_batch(2, module=enrolment.module)
    standing = read_standing(enrolment.learner, enrolment.module)
    assert standing.finished_at == completed_at
    assert standing.new_activities == new
    assert standing.progress.percent == 60
    complete(enrolment, *new)
    assert enrolment.completed_at == completed_at
    assert completed_tracks().get().completed_at == completed_at


def test_removing_an_activity_never_lifts_progress_above_100(enrolment, lessons):
    complete(enrolment, *lessons)
    retire(lessons[0])
    progress = read_standing(enrolment.learner, enrolment.module).progress
    assert (progress.done, progress.total, progress.percent) == (2, 2, 100)


def test_whoever_waited_only_for_a_removed_activity_is_completed(enrolment, lessons):
    complete(enrolment, *lessons[:2])
    behind = EnrolmentFactory(module=enrolment.module)
    complete(behind, lessons[0])
    gone = EnrolmentFactory(module=enrolment.module)
    complete(gone, *lessons[:2])
    withdraw(learner=gone.learner, module=gone.module, actor=ACTOR)
    retire(lessons[2])
    assert recount_track(track=enrolment.module.track, actor=ACTOR) == 1
    for row in (enrolment, behind, gone):
        row.refresh_from_db()
    assert enrolment.completed_at is not None
    assert behind.completed_at is None
    assert gone.completed_at is None
    assert completed_tracks().get().learner == enrolment.learner
    assert recount_track(track=enrolment.module.track, actor=ACTOR) == 0


def test_nobody_is_completed_when_a_module_requires_nothing(enrolment, lessons):
    for lesson in lessons:
        retire(lesson)
    assert recount_track(track=enrolment.module.track, actor=ACTOR) == 0


def test_nobody_is_completed_when_the_module_is_gone(enrolment, lessons):
    complete(enrolment, *lessons[:2])
    retire(lessons[2])
    retire(enrolment.module)
    assert recount_track(track=enrolment.module.track, actor=ACTOR) == 0


def test_whoever_waited_only_for_a_removed_module_completes_the_track(enrolment, lessons):
    other = ActivityFactory(module__track=enrolment.module.track).module
    complete(enrolment, *lessons)
    stranger = EnrolmentFactory(module=other)
    EnrolmentFactory(module=enrolment.module)  # behind, which keeps nobody else back
    retire(other)
    recount_track(track=enrolment.module.track, actor=ACTOR)
    assert completed_tracks().get().learner == enrolment.learner
    assert not completed_tracks().filter(learner=stranger.learner).exists()


def test_a_moved_lesson_stays_completed(enrolment, lessons):
    complete(enrolment, lessons[0])
    lessons[0].module = ModuleFactory(track=enrolment.module.track)
    lessons[0].save()
    EnrolmentFactory(learner=enrolment.learner, module=lessons[0].module)
    standing = read_standing(enrolment.learner, lessons[0].module)
    assert standing.progress.is_complete
    assert read_standing(enrolment.learner, enrolment.module).progress.total == 2


@pytest.mark.parametrize("access", AccessRule.values)
def test_completing_needs_enrolment_however_open_the_reading_is(access):
    lesson = ActivityFactory(module__access=access)
    with pytest.raises(ActivityLocked) as refusal:
        complete_activity(learner=UserFactory(), activity=lesson, actor=ACTOR)
    assert refusal.value.reason == "enrol"
    assert not Completion.objects.exists()


def test_a_withdrawn_learner_completes_nothing(enrolment, lessons):
    withdraw(learner=enrolment.learner, module=enrolment.module, actor=ACTOR)
    with pytest.raises(ActivityLocked) as refusal:
        complete_activity(learner=enrolment.learner, activity=lessons[0], actor=ACTOR)
    assert refusal.value.reason == "enrol"


def test_a_retired_activity_cannot_be_completed(enrolment, lessons):
    retire(lessons[0])
    with pytest.raises(ActivityLocked) as refusal:
        complete_activity(learner=enrolment.learner, activity=lessons[0], actor=ACTOR)
    assert refusal.value.reason == "retired"


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_activity_retired_while_this_waited_for_the_lock_cannot_be_completed(
    enrolment, lessons, is_kept
):
    """The activity was read before; behind the lock it is looked up among those of now."""
    syllabus = read_syllabus(enrolment.module.key) if is_kept else None
    Activity.objects.filter(pk=lessons[0].pk).update(retired_at=timezone.now())
    assert lessons[0].retired_at is None
    with pytest.raises(ActivityLocked) as refusal:
        complete_activity(
            learner=enrolment.learner, activity=lessons[0], actor=ACTOR, syllabus=syllabus
        )
    assert refusal.value.reason == "retired"
    assert not Completion.objects.exists()


@pytest.mark.parametrize("change", [{"retired_at": timezone.now()}, {"is_required": False}])
def test_what_is_required_is_asked_behind_the_lock(enrolment, lessons, change):
    """The last lesson was asked for when the module was read, and is not any more."""
    syllabus = read_syllabus(enrolment.module.key)
    Activity.objects.filter(pk=lessons[2].pk).update(**change)
    for lesson in lessons[:2]:
        made = complete_activity(
            learner=enrolment.learner, activity=lesson, actor=ACTOR, syllabus=syllabus
        )
    assert made.standing.progress.is_complete
    enrolment.refresh_from_db()
    assert (enrolment.done, enrolment.completed_at) == (2, made.completed_at)


def test_what_is_at_hand_is_not_read_again(enrolment, lessons):
    first, second, _third = read_syllabus(enrolment.module.key).activities
    CompletionFactory(learner=enrolment.learner, activity=first)
    syllabus = read_syllabus(enrolment.module.key)
    with assert_queries(5):  # locked, what changed, completion, enrolment, history
        made = complete_activity(
            learner=enrolment.learner, activity=second, actor=ACTOR, syllabus=syllabus
        )
    assert made.standing == read_standing(
        enrolment.learner, enrolment.module, [made.standing.enrolment]
    )
    assert made.standing.activities is syllabus.activities


def test_the_order_is_kept_where_it_is_fixed(enrolment, lessons):
    enrolment.module.in_sequence = True
    enrolment.module.save()
    with pytest.raises(ActivityLocked) as refusal:
        complete_activity(learner=enrolment.learner, activity=lessons[2], actor=ACTOR)
    assert refusal.value.reason == "sequence"
    assert refusal.value.access.missing == (lessons[0], lessons[1])
    complete(enrolment, *lessons)
    assert enrolment.completed_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_double_click_completes_once():
    enrolment = EnrolmentFactory()
    lesson = ActivityFactory(module=enrolment.module)
    results = together(
        *[lambda: complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)] * 6
    )
    assert {getattr(result, "pk", result) for result in results} == {Completion.objects.get().pk}
    assert completed_tracks().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_with_the_last_two_activities_complete_module_and_track():
    learner = UserFactory()
    first = ActivityFactory()
    second = ActivityFactory(module__track=first.module.track)
    for module in (first.module, second.module):
        enrol(learner=learner, module=module, actor=ACTOR)
    together(
        lambda: complete_activity(learner=learner, activity=first, actor=ACTOR),
        lambda: complete_activity(learner=learner, activity=second, actor=ACTOR),
    )
    assert learner.enrolments.exclude(completed_at=None).count() == 2
    assert completed_tracks().get().learner == learner


@pytest.mark.django_db(transaction=True)
def test_a_lesson_removed_while_another_is_completed_leaves_nobody_stuck():
    enrolment = EnrolmentFactory()
    last, removed = ActivityFactory.create_batch(2, module=enrolment.module)

    def remove():
        from django.db import transaction

        with transaction.atomic():
            retire(removed)
            return recount_track(track=enrolment.module.track, actor=ACTOR)

    together(
        lambda: complete_activity(learner=enrolment.learner, activity=last, actor=ACTOR), remove
    )
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_recounting_keeps_dates(enrolment, lessons):
    CompletionFactory(learner=enrolment.learner, activity=lessons[0])
    complete(enrolment, *lessons)
    date = enrolment.completed_at
    recount_track(track=enrolment.module.track, actor=ACTOR)
    enrolment.refresh_from_db()
    assert enrolment.completed_at == date
