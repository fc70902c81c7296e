from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from learning.models import Enrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import EnrolmentClosed, NotEnrolled, enrol, withdraw
from tests.factories.actors import ACTOR
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import UserFactory
from tests.threads import together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_enrolling_makes_one_dated_enrolment():
    learner, module = UserFactory(), ModuleFactory()
    enrolment = enrol(learner=learner, module=module, actor=ACTOR)
    assert enrolment.is_active
    assert enrolment.enrolled_at == enrolment.last_active_at
    assert Enrolment.objects.for_learner(learner).get() == enrolment


def test_enrolling_twice_changes_nothing():
    learner, module = UserFactory(), ModuleFactory()
    first = enrol(learner=learner, module=module, actor=ACTOR)
    assert enrol(learner=learner, module=module, actor=ACTOR).enrolled_at == first.enrolled_at
    assert Enrolment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_enrols_once():
    learner, module = UserFactory(), ModuleFactory()
    results = together(*[lambda: enrol(learner=learner, module=module, actor=ACTOR)] * 6)
    assert {getattr(result, "pk", result) for result in results} == {Enrolment.objects.get().pk}


def test_withdrawing_is_dated_once_and_keeps_what_was_completed():
    learner, activity = UserFactory(), ActivityFactory()
    enrol(learner=learner, module=activity.module, actor=ACTOR)
    complete_activity(learner=learner, activity=activity, actor=ACTOR)
    withdrawn = withdraw(learner=learner, module=activity.module, actor=ACTOR)
    again = withdraw(learner=learner, module=activity.module, actor=ACTOR)
    assert withdrawn.withdrawn_at == again.withdrawn_at is not None
    assert not again.is_active
    assert again.completed_at is not None
    assert learner.completions.count() == 1


def test_withdrawing_without_enrolment_is_refused():
    with pytest.raises(NotEnrolled):
        withdraw(learner=UserFactory(), module=ModuleFactory(), actor=ACTOR)


def test_coming_back_takes_up_the_same_enrolment_and_progress():
    activity = ActivityFactory()
    ActivityFactory(module=activity.module)
    learner = UserFactory()
    first = enrol(learner=learner, module=activity.module, actor=ACTOR)
    complete_activity(learner=learner, activity=activity, actor=ACTOR)
    withdraw(learner=learner, module=activity.module, actor=ACTOR)
    back = enrol(learner=learner, module=activity.module, actor=ACTOR)
    assert back.pk == first.pk
    assert back.is_active
    assert back.enrolled_at == first.enrolled_at
    assert learner.completions.count() == 1


def test_every_absence_keeps_its_dates(time_machine):
    learner, module = UserFactory(), ModuleFactory()
    enrolment = enrol(learner=learner, module=module, actor=ACTOR)
    dates = []
    for day in (1, 5):
        time_machine.move_to(f"2026-05-0{day}T10:00:00+00:00", tick=False)
        left = withdraw(learner=learner, module=module, actor=ACTOR).withdrawn_at
        assert enrolment.absences.count() == len(dates)
        time_machine.shift(DAY)
        enrol(learner=learner, module=module, actor=ACTOR)
        dates.append((left, left + DAY))
    kept = enrolment.absences.order_by("withdrawn_at")
    assert list(kept.values_list("withdrawn_at", "returned_at")) == dates


@pytest.mark.django_db(transaction=True)
def test_a_double_click_comes_back_once():
    enrolment = EnrolmentFactory(withdrawn_at=timezone.now())
    learner, module = enrolment.learner, enrolment.module
    together(*[lambda: enrol(learner=learner, module=module, actor=ACTOR)] * 6)
    assert enrolment.absences.count() == 1


def test_coming_back_when_nothing_is_left_completes_the_module():
    done, removed = ActivityFactory(), None
    removed = ActivityFactory(module=done.module)
    learner = UserFactory()
    EnrolmentFactory(learner=learner, module=done.module, withdrawn_at=timezone.now())
    CompletionFactory(learner=learner, activity=done)
    removed.retired_at = timezone.now()
    removed.save()
    assert enrol(learner=learner, module=done.module, actor=ACTOR).completed_at is not None
    assert learner.track_enrolments.get().completed_at is not None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"opens_at": timezone.now() + DAY}, "not_open_yet"),
        ({"closes_at": timezone.now() - DAY}, "closed"),
        ({"retired_at": timezone.now()}, "retired"),
        ({"track__retired_at": timezone.now()}, "retired"),
    ],
)
def test_a_closed_module_takes_nobody(fields, reason):
    learner, module = UserFactory(), ModuleFactory(**fields)
    with pytest.raises(EnrolmentClosed) as refusal:
        enrol(learner=learner, module=module, actor=ACTOR)
    assert refusal.value.reason == reason
    assert not learner.enrolments.exists()


def test_the_refusal_names_the_date():
    opens_at = timezone.now() + DAY
    with pytest.raises(EnrolmentClosed) as refusal:
        enrol(learner=UserFactory(), module=ModuleFactory(opens_at=opens_at), actor=ACTOR)
    assert refusal.value.access.date == opens_at


def test_a_prerequisite_comes_first():
    learner, before, module = UserFactory(), ModuleFactory(), ModuleFactory()
    module.prerequisites.add(before)
    with pytest.raises(EnrolmentClosed) as refusal:
        enrol(learner=learner, module=module, actor=ACTOR)
    assert refusal.value.reason == "prerequisites"
    assert refusal.value.access.missing == (before,)
    EnrolmentFactory(learner=learner, module=before, completed_at=timezone.now())
    assert enrol(learner=learner, module=module, actor=ACTOR).is_active


def test_someone_elses_completion_does_not_meet_a_prerequisite():
    learner, before, module = UserFactory(), ModuleFactory(), ModuleFactory()
    module.prerequisites.add(before)
    EnrolmentFactory(learner=learner, module=before)
    EnrolmentFactory(module=before, completed_at=timezone.now())
    with pytest.raises(EnrolmentClosed):
        enrol(learner=learner, module=module, actor=ACTOR)


def test_a_retired_prerequisite_bars_nobody():
    learner, before, module = UserFactory(), ModuleFactory(retired_at=timezone.now()), None
    module = ModuleFactory()
    module.prerequisites.add(before)
    assert enrol(learner=learner, module=module, actor=ACTOR).is_active


def test_who_finished_may_come_back_after_the_module_closed():
    module = ModuleFactory(closes_at=timezone.now() - DAY)
    enrolment = EnrolmentFactory(
        module=module, completed_at=timezone.now() - 2 * DAY, withdrawn_at=timezone.now() - 2 * DAY
    )
    completed_at = enrolment.completed_at
    back = enrol(learner=enrolment.learner, module=module, actor=ACTOR)
    assert back.is_active
    assert back.completed_at == completed_at


def test_nobody_enrols_without_signing_in():
    with pytest.raises(EnrolmentClosed) as refusal:
        enrol(learner=AnonymousUser(), module=ModuleFactory(), actor=ACTOR)
    assert refusal.value.reason == "log_in"
