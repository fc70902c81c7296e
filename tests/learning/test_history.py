"""Each change of a learner's record has its entry, written with it and never changed."""

from contextlib import nullcontext, suppress
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.utils import DatabaseError
from django.utils import timezone

from assessments.attempt import close_overdue_attempts, submit_attempt
from assessments.models import Attempt
from learning.actor import Actor
from learning.choices import ActorKind, EntryKind, EntryReason
from learning.models import Enrolment, HistoryEntry
from learning.records.completion import ActivityLocked, complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.history import (
    ONCE,
    entries_after,
    one_act,
    record_change,
    record_each,
    rewriting_history,
)
from learning.records.recount import recount_track
from learning.signals import history_written
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, enrolled_learner, finish
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def told(learner, since=0):
    """What the history tells of `learner`, the first first: pairs of kind and subject."""
    entries = HistoryEntry.objects.filter(learner=learner, pk__gt=since).order_by("pk")
    return [(entry.kind, entry.subject) for entry in entries]


def last_id():
    return HistoryEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0


@pytest.fixture
def signals():
    """The ids that each signal carried."""
    carried = []

    def receive(entries, **kwargs):
        carried.append(entries)

    history_written.connect(receive)
    yield carried
    history_written.disconnect(receive)


def test_a_whole_way_is_told():
    quiz = QuizActivityFactory()
    module, learner = quiz.module, UserFactory()
    actor = Actor.person(learner)
    enrol(learner=learner, module=module, actor=actor)
    enrol(learner=learner, module=module, actor=actor)
    withdraw(learner=learner, module=module, actor=actor)
    withdraw(learner=learner, module=module, actor=actor)
    enrol(learner=learner, module=module, actor=actor)
    finish(begin(activity=quiz, learner=learner))
    assert told(learner) == [
        ("enrolled", module),
        ("withdrew", module),
        ("came_back", module),
        ("attempt_started", quiz),
        ("attempt_submitted", quiz),
        ("pass_given", quiz),
        ("activity_completed", quiz),
        ("module_completed", module),
        ("track_completed", module.track),
    ]
    assert {entry.actor for entry in learner.history.all()[:3]} == {actor}
    submitted = learner.history.get(kind="attempt_submitted")
    attempt = Attempt.objects.get()
    assert (submitted.attempt_id, submitted.data) == (
        attempt.pk,
        {"number": 1, "score": 100, "is_passed": True},
    )
    assert submitted.date == attempt.submitted_at
    enrolment = Enrolment.objects.get()
    assert learner.history.get(kind="module_completed").date == enrolment.completed_at


def test_an_act_costs_one_query_and_one_signal(django_capture_on_commit_callbacks, signals):
    quiz = QuizActivityFactory()
    attempt = begin(activity=quiz)
    before = last_id()
    with django_capture_on_commit_callbacks(execute=True), assert_queries(6):
        submit_attempt(attempt=attempt, actor=ACTOR)
    assert [len(entries) for entries in signals] == [1]
    assert told(attempt.learner, before) == [("attempt_submitted", quiz)]
    again = begin(activity=quiz, learner=attempt.learner)
    signals.clear()
    before = last_id()
    with django_capture_on_commit_callbacks(execute=True):
        finish(again)
    [entries] = signals
    assert len(entries) == 5
    assert entries == [
        *HistoryEntry.objects.filter(pk__gt=before).order_by("pk").values_list("pk", flat=True)
    ]


def test_what_completing_costs():
    lesson, _other = ActivityFactory.create_batch(2, module=ModuleFactory())
    learner = enrolled_learner(lesson)
    with assert_queries(5):
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)


def test_publishing_tells_many_in_one_signal(django_capture_on_commit_callbacks, signals):
    lesson, gone = ActivityFactory.create_batch(2, module=ModuleFactory())
    learners = [enrolled_learner(lesson) for _number in range(3)]
    for learner in learners:
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    gone.retired_at = timezone.now()
    gone.save()
    editor = UserFactory()
    before = last_id()
    with django_capture_on_commit_callbacks(execute=True):
        actor = Actor.publishing(editor)
        assert recount_track(track=lesson.module.track, actor=actor) == 3
    [entries] = signals
    assert len(entries) == 6
    for learner in learners:
        assert told(learner, before) == [
            ("module_completed", lesson.module),
            ("track_completed", lesson.module.track),
        ]
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.actor, entry.reason) == (Actor.publishing(editor), EntryReason.LESS_REQUIRED)


@pytest.mark.parametrize("is_submitted", [False, True])
def test_what_the_clock_ends_is_dated_by_the_deadline(is_submitted):
    """Also where the learner, too late, submits the attempt before the job has closed it."""
    attempt = begin()
    past = timezone.now() - timedelta(minutes=5)
    Attempt.objects.update(deadline_at=past)
    if is_submitted:
        submit_attempt(attempt=attempt, actor=Actor.person(attempt.learner))
    close_overdue_attempts()
    entry = attempt.learner.history.get(kind="attempt_submitted")
    assert entry.actor == Actor.job("close_overdue_attempts")
    assert (entry.dated_at, entry.reason) == (past, EntryReason.TIME_UP)
    assert entry.happened_at > past


def test_what_is_refused_within_an_act_leaves_no_entry(django_capture_on_commit_callbacks, signals):
    quiz = QuizActivityFactory()
    attempt = begin(activity=quiz)
    withdraw(learner=attempt.learner, module=quiz.module, actor=ACTOR)
    before = last_id()
    with django_capture_on_commit_callbacks(execute=True):
        finish(attempt)
    assert told(attempt.learner, before) == [("attempt_submitted", quiz), ("pass_given", quiz)]
    assert [len(entries) for entries in signals] == [2]


@pytest.mark.parametrize("is_act", [True, False])
def test_what_is_rolled_back_is_not_told(django_capture_on_commit_callbacks, signals, is_act):
    lesson = ActivityFactory()
    learner = enrolled_learner(lesson)
    before = last_id()
    with django_capture_on_commit_callbacks(execute=True), one_act():
        record_change(
            EntryKind.WITHDREW,
            learners=[learner.pk],
            about=lesson.module,
            actor=ACTOR,
            happened_at=timezone.now(),
        )
        with suppress(ZeroDivisionError), (one_act if is_act else transaction.atomic)():
            complete_activity(learner=learner, activity=lesson, actor=ACTOR)
            raise ZeroDivisionError
    assert told(learner, before) == [("withdrew", lesson.module)]
    assert [len(entries) for entries in signals] == [1]


def test_a_refusal_writes_nothing():
    lesson = ActivityFactory()
    with pytest.raises(ActivityLocked):
        complete_activity(learner=UserFactory(), activity=lesson, actor=ACTOR)
    assert not HistoryEntry.objects.exists()


def test_a_receiver_that_fails_stops_neither_the_act_nor_the_others(
    django_capture_on_commit_callbacks, signals, caplog
):
    def fail(**kwargs):
        raise ZeroDivisionError

    history_written.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enrol(learner=UserFactory(), module=ModuleFactory(), actor=ACTOR)
    finally:
        history_written.disconnect(fail)
    assert Enrolment.objects.count() == len(signals) == 1
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: HistoryEntry.objects.update(reason="another"),
        lambda entry: HistoryEntry.objects.all().delete(),
        lambda entry: HistoryEntry.objects.bulk_update([entry], ["happened_at"]),
    ],
)
def test_the_database_refuses_to_change_the_history(change):
    EnrolmentFactory()
    [entry] = HistoryEntry.objects.all()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        change(entry)
    assert HistoryEntry.objects.get().happened_at == entry.happened_at


def test_one_way_leads_past_the_refusal_and_closes_again():
    first, second = EnrolmentFactory(), EnrolmentFactory()
    with rewriting_history():
        HistoryEntry.objects.filter(learner=first.learner).delete()
        HistoryEntry.objects.update(learner=first.learner)
    assert HistoryEntry.objects.get().module == second.module
    with suppress(ZeroDivisionError), rewriting_history():
        raise ZeroDivisionError
    for _again in range(2):
        with pytest.raises(IntegrityError), transaction.atomic():
            HistoryEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_way_is_open_to_its_own_transaction_alone():
    EnrolmentFactory()
    refused = []

    def delete():
        try:
            with transaction.atomic():
                HistoryEntry.objects.all().delete()
        except DatabaseError as error:
            refused.append(error)
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # one writes at a time: after it, the way is closed
        with rewriting_history():
            HistoryEntry.objects.update(reason="another")
        delete()
    else:
        with rewriting_history():
            other = Thread(target=delete)
            other.start()
            other.join()
    assert len(refused) == 1
    assert HistoryEntry.objects.count() == 1


def test_very_many_are_told_in_one_query(signals, django_capture_on_commit_callbacks):
    module = ModuleFactory()
    learners = [row.learner_id for row in EnrolmentFactory.create_batch(3, module=module)]
    now, since = timezone.now(), last_id()
    act = {"about": module, "actor": ACTOR, "happened_at": now, "data": {"number": 1}}
    with django_capture_on_commit_callbacks(execute=True), one_act():
        record_change(EntryKind.WITHDREW, learners=learners[:1], **act)
        with assert_queries(2):  # what was recorded before is written before
            record_each(
                EntryKind.MODULE_COMPLETED,
                module.enrolments.all(),
                dated_at=F("enrolled_at"),
                attempt_id=F("pk"),
                reason="Late",
                **act,
            )
        record_change(EntryKind.CAME_BACK, learners=learners[:1], **act)
    first, *entries, last = HistoryEntry.objects.filter(pk__gt=since).order_by("pk")
    assert (first.kind, last.kind) == ("withdrew", "came_back")
    assert [entry.learner_id for entry in entries] == learners
    for entry, row in zip(entries, module.enrolments.order_by("pk"), strict=True):
        assert (entry.kind, entry.subject, entry.actor) == ("module_completed", module, ACTOR)
        assert (entry.happened_at, entry.dated_at) == (now, row.enrolled_at)
        assert (entry.attempt_id, entry.reason, entry.data) == (row.pk, "Late", {"number": 1})
    assert signals[-1] == [first.pk, *(entry.pk for entry in entries), last.pk]


def test_of_nobody_nothing_is_told():
    act = {"about": ModuleFactory(), "actor": ACTOR, "happened_at": timezone.now()}
    record_each(EntryKind.MODULE_COMPLETED, Enrolment.objects.none(), **act)
    assert not HistoryEntry.objects.filter(kind="module_completed").exists()


def test_what_happens_once_is_told_once():
    enrolment = EnrolmentFactory()
    act = {"about": enrolment.module, "actor": ACTOR, "happened_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        record_change(EntryKind.ENROLLED, learners=[enrolment.learner_id], **act)
    for _time in range(2):
        record_change(EntryKind.WITHDREW, learners=[enrolment.learner_id], **act)


@pytest.mark.parametrize("kind", [kind for kinds in ONCE.values() for kind in kinds])
def test_what_happens_once_is_about_what_it_happens_to(kind):
    activity, learner = ActivityFactory(), UserFactory()
    subjects = {"activity": activity, "module": activity.module, "track": activity.module.track}
    for name, about in subjects.items():
        act = {"learners": [learner.pk], "about": about, "happened_at": timezone.now()}
        outcome = nullcontext() if kind in ONCE[name] else pytest.raises(IntegrityError)
        with outcome, transaction.atomic():
            record_change(kind, actor=ACTOR, **act)


def test_an_actor_is_somebody():
    with pytest.raises(ValueError, match="account"):
        Actor.person(UserFactory.build())
    of, by = UserFactory(), UserFactory()
    actor = Actor.on_behalf(of=of, by=by)
    enrol(learner=of, module=ModuleFactory(), actor=actor)
    entry = HistoryEntry.objects.get()
    assert entry.actor == actor
    assert (entry.actor_person, entry.actor_on_behalf_of) == (by, of)
    assert entry.actor_kind == ActorKind.ON_BEHALF


def test_staff_who_acted_may_leave():
    editor = UserFactory()
    enrol(learner=UserFactory(), module=ModuleFactory(), actor=Actor.publishing(editor))
    editor.delete()
    entry = HistoryEntry.objects.select_related("actor_person").get()
    assert entry.actor_person is None
    assert entry.actor.person_id


def test_the_history_is_read_on_from_the_last_id():
    assert not entries_after(0).exists()
    first = EnrolmentFactory()
    [entry] = entries_after(0)
    assert entry.learner == first.learner
    second = EnrolmentFactory()
    [entry] = entries_after(entry.pk)
    assert entry.learner == second.learner
    assert not entries_after(entry.pk).exists()


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers wait in turn")
@pytest.mark.django_db(transaction=True)
def test_a_lower_id_that_is_committed_later_is_not_passed_over():
    module, early, late = ModuleFactory(), UserFactory(), UserFactory()
    is_written, may_commit = Event(), Event()

    def write_early():
        with transaction.atomic():
            enrol(learner=early, module=module, actor=ACTOR)
            is_written.set()
            may_commit.wait(20)
        connection.close()

    writer = Thread(target=write_early)
    writer.start()
    is_written.wait(20)
    record_change(
        EntryKind.WITHDREW,
        learners=[late.pk],
        about=module,
        actor=ACTOR,
        happened_at=timezone.now(),
    )
    assert list(entries_after(0, patience=0)) == []
    may_commit.set()
    writer.join()
    assert [entry.learner for entry in entries_after(0)] == [early, late]
