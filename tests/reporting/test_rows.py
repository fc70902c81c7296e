from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OrganisationKind
from learning.records.completion import complete_activity
from learning.records.enrolment import withdraw
from learning.records.recount import recount_track
from learning.records.visit import record_visit
from reporting.rows import Status, module_rows, track_rows
from tests.factories.actors import ACTOR
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)

pytestmark = pytest.mark.django_db


def the_row(rows):
    [row] = rows
    return row


def test_enrolled_learner_has_not_started():
    enrolment = EnrolmentFactory()
    ActivityFactory(module=enrolment.module)
    row = the_row(module_rows())
    assert (row.status, row.done, row.required, row.share) == (Status.NOT_STARTED, 0, 1, 0)
    assert row.subject_titles == enrolment.module.titles


def test_progress_counts_required_activities_of_now():
    enrolment = EnrolmentFactory()
    lessons = ActivityFactory.create_batch(4, module=enrolment.module)
    optional = ActivityFactory(module=enrolment.module, is_required=False)
    retired = ActivityFactory(module=enrolment.module, retired_at=timezone.now())
    elsewhere = ActivityFactory()
    for activity in (lessons[0], optional, retired, elsewhere):
        CompletionFactory(learner=enrolment.learner, activity=activity)
    record_visit(learner=enrolment.learner, activity=lessons[0])
    row = the_row(module_rows().filter(module=enrolment.module))
    assert (row.done, row.required, row.share) == (1, 4, 25)
    assert row.status == Status.IN_PROGRESS


def test_module_without_required_activities_has_no_share():
    EnrolmentFactory()
    assert the_row(module_rows()).share is None


def test_completion_counts_after_withdrawal():
    now = timezone.now()
    EnrolmentFactory(completed_at=now, withdrawn_at=now)
    EnrolmentFactory(withdrawn_at=now)
    statuses = set(module_rows().values_list("status", flat=True))
    assert statuses == {Status.COMPLETED, Status.WITHDRAWN}


def test_track_row_gathers_the_learners_modules():
    first = EnrolmentFactory()
    second = EnrolmentFactory(
        learner=first.learner,
        module=ModuleFactory(track=first.module.track),
        enrolled_at=first.enrolled_at - timedelta(days=3),
        last_active_at=first.enrolled_at + timedelta(days=1),
    )
    other_track = EnrolmentFactory(learner=first.learner)
    for module in (first.module, second.module, other_track.module):
        for lesson in ActivityFactory.create_batch(2, module=module):
            CompletionFactory(learner=first.learner, activity=lesson)
    ActivityFactory(module=second.module)

    row = the_row(track_rows().filter(track=first.module.track))
    assert (row.done, row.required) == (4, 5)
    assert row.enrolled_on == second.enrolled_at
    assert row.seen_at == second.last_active_at
    assert row.subject_titles == first.module.track.titles
    assert track_rows().count() == 2


def test_what_was_done_in_a_retired_module_counts_no_longer():
    first = EnrolmentFactory()
    second = EnrolmentFactory(learner=first.learner, module=ModuleFactory(track=first.module.track))
    for enrolment in (first, second):
        lessons = ActivityFactory.create_batch(2, module=enrolment.module)
        complete_activity(learner=first.learner, activity=lessons[0], actor=ACTOR)
    row = the_row(track_rows())
    assert (row.current, row.done, row.required) == (second, 2, 4)
    second.module.retired_at = timezone.now()
    second.module.save()
    recount_track(track=first.module.track, actor=ACTOR)
    row = the_row(track_rows())
    assert (row.current, row.done, row.required) == (second, 1, 2)


def test_track_is_left_when_every_enrolment_is_withdrawn():
    now = timezone.now()
    first = EnrolmentFactory(withdrawn_at=now)
    second = EnrolmentFactory(learner=first.learner, module=ModuleFactory(track=first.module.track))
    assert the_row(track_rows()).status == Status.NOT_STARTED
    withdraw(learner=second.learner, module=second.module, actor=ACTOR)
    assert the_row(track_rows()).status == Status.WITHDRAWN


def test_track_completion_date():
    enrolment = EnrolmentFactory(learner__organisation__kind=OrganisationKind.PUBLIC_BODY)
    lesson = ActivityFactory(module=enrolment.module)
    complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)
    enrolment.refresh_from_db()
    row = the_row(track_rows())
    assert (row.status, row.finished_at) == (Status.COMPLETED, enrolment.completed_at)
