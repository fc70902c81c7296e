"""The crowd for measuring holds to every rule that the portal's own records hold to."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import User
from assessments.models import Attempt, Response
from courses.publishing import freeze_quizzes, sync_outline
from demo.crowd import FILLED
from learning.models import Activity, Completion, Enrolment, Module, TrackEnrolment, Visit
from learning.records.recount import recount_track
from reporting.rows import Status, module_rows, track_rows
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import TrainingIndexPageFactory
from tests.factories.training import publish

pytestmark = pytest.mark.django_db


def seed(*arguments):
    out = StringIO()
    publish(lambda: call_command("seed_load", *arguments, stdout=out))
    return out.getvalue()


@pytest.fixture(scope="module")
def crowd(made_once):
    from demo.crowd_pages import make_pages

    TrainingIndexPageFactory()
    publish(make_pages)  # inside a transaction the outline follows only after it
    seed("--learners", "40")


def test_sixty_per_cent_of_the_learners_have_completed(crowd):
    assert Activity.objects.active().count() == 20
    assert Counter(module_rows().values_list("status", flat=True)) == {
        Status.COMPLETED: 24,
        Status.IN_PROGRESS: 12,
        Status.NOT_STARTED: 2,
        Status.WITHDRAWN: 2,
    }
    assert list(module_rows().values_list("status", "done", "seen_at").order_by("pk")) == list(
        track_rows().values_list("status", "done", "seen_at").order_by("pk")
    )
    shares = Counter(module_rows().values_list("done", flat=True))
    assert shares == Counter({20: 24, 0: 2, 2: 2, 5: 2, 8: 2, 11: 2, 14: 2, 17: 2, 19: 2})


def test_what_is_kept_beside_the_records_follows_from_them(crowd):
    kept = [list(model.objects.order_by("pk").values()) for model in (Enrolment, TrackEnrolment)]
    recount_track(track=Module.objects.get().track, actor=ACTOR)
    assert kept == [
        list(model.objects.order_by("pk").values()) for model in (Enrolment, TrackEnrolment)
    ]


def test_the_database_checks_every_key_afterwards(crowd):
    for model in FILLED:
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
        checked = {each["columns"][0] for each in there.values() if each["foreign_key"]}
        keys = [field for field in model._meta.fields if field.remote_field]
        assert checked == {field.column for field in keys if field.db_constraint}


def test_dates_are_in_order(crowd):
    now = timezone.now()
    enrolments = Enrolment.objects.all()
    assert not enrolments.filter(
        Q(last_active_at__lt=F("enrolled_at"))
        | Q(completed_at__lt=F("enrolled_at"))
        | Q(withdrawn_at__lt=F("last_active_at"))
        | Q(last_active_at__gt=now)
    ).exists()
    for enrolment in enrolments.exclude(last_activity=None):
        dates = list(
            Completion.objects.filter(learner=enrolment.learner)
            .order_by("activity__position")
            .values_list("completed_at", flat=True)
        )
        assert dates == sorted(dates)
        assert enrolment.enrolled_at < dates[0]
        assert dates[-1] == enrolment.last_active_at


def test_what_was_completed_was_opened_before(crowd):
    opened = {(visit.learner_id, visit.activity_id): visit for visit in Visit.objects.all()}
    completions = Completion.objects.all()
    assert len(opened) == Visit.objects.count() == len(completions) > 0
    for completion in completions:
        visit = opened[completion.learner_id, completion.activity_id]
        assert visit.visited_at < completion.completed_at
        assert visit.day == timezone.localdate(visit.visited_at)
    for attempt in Attempt.objects.all():
        assert opened[attempt.learner_id, attempt.activity_id].visited_at < attempt.started_at


def test_attempts_follow_from_their_answers(crowd):
    attempts = Attempt.objects.annotate(
        given=Count("responses"), earned=Sum("responses__points_numerator")
    )
    assert attempts.count() == 30
    for attempt in attempts:
        assert attempt.given == len(attempt.asked) == 10
        assert attempt.earned == attempt.points
        assert attempt.score == 10 * attempt.points
        assert attempt.is_passed == (attempt.score >= attempt.pass_mark)
        assert attempt.started_at < attempt.submitted_at
    assert set(attempts.filter(is_passed=True).values_list("learner", flat=True)) == set(
        Enrolment.objects.exclude(completed_at=None).values_list("learner", flat=True)
    )
    assert not Response.objects.filter(saved_at__gt=F("attempt__submitted_at")).exists()


def test_a_second_run_adds_what_is_missing(crowd):
    assert "40 fictional learners are there, 0 rows" in seed("--learners", "40")
    seed("--learners", "60")
    assert Enrolment.objects.count() == User.objects.count() == 60
    assert Enrolment.objects.exclude(completed_at=None).count() == 36
    assert Response.objects.count() == 10 * Attempt.objects.count()


def test_records_and_history_agree(crowd):
    call_command("check_records")


def test_outline_and_pages_agree(crowd):
    assert sync_outline(write=False) == []
    assert freeze_quizzes(write=False) == []


def test_it_can_be_taken_away(crowd):
    other = EnrolmentFactory()
    visitor = EnrolmentFactory(module=Module.objects.exclude(pk=other.module_id).get())
    seed("--remove")
    assert Enrolment.objects.get() == other
    assert User.objects.filter(pk=visitor.learner_id).exists()
    call_command("check_records")
    assert User.objects.count() == 2
    assert Module.objects.get() == other.module
    assert not Activity.objects.exists()
    assert "no crowd" in seed("--remove")
