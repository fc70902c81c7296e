"""What is kept twice is compared, named where it is off, and put in line again."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from assessments.attempt import submit_attempt
from assessments.models import Attempt, Pass
from learning.actor import Actor
from learning.choices import EntryReason
from learning.models import Absence, Completion, Enrolment, HistoryEntry, TrackEnrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.history import rewriting_history
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, finish
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def check(**options):
    """What the command prints; a CommandError carries it too."""
    out = StringIO()
    try:
        call_command("check_records", stdout=out, **options)
    except CommandError as error:
        error.printed = out.getvalue()
        raise
    return out.getvalue()


@pytest.fixture
def learner():
    """Someone who finished a module, left and rejoined another, and withdrew from a third."""
    learner = UserFactory(first_name="Rita", last_name="Rossi")
    quiz = QuizActivityFactory(module__titles={"en": "Market"})
    track = quiz.module.track
    back, left = ModuleFactory.create_batch(2, track=track)
    lesson = ActivityFactory(module=back)
    ActivityFactory(module=back)
    ActivityFactory(module=left)
    for module in (quiz.module, back, left):
        enrol(learner=learner, module=module, actor=ACTOR)
    finish(begin(activity=quiz, learner=learner), right=False)
    finish(begin(activity=quiz, learner=learner))
    withdraw(learner=learner, module=back, actor=ACTOR)
    enrol(learner=learner, module=back, actor=ACTOR)
    complete_activity(learner=learner, activity=lesson, actor=ACTOR)
    withdraw(learner=learner, module=left, actor=ACTOR)
    begin(activity=quiz, learner=learner)
    only = ActivityFactory()
    enrol(learner=learner, module=only.module, actor=ACTOR)
    complete_activity(learner=learner, activity=only, actor=ACTOR)
    return learner


def forget(**conditions):
    """Take entries out of the history, as nothing but a damage would."""
    with rewriting_history():
        assert HistoryEntry.objects.filter(**conditions).delete()[0]


def shift(**conditions):
    with rewriting_history():
        HistoryEntry.objects.filter(**conditions).update(
            happened_at=F("happened_at") - timedelta(days=1)
        )


def test_what_the_functions_write_is_in_line(learner):
    assert check() == "The records are in line.\n"
    assert check(repair=True) == "The records are in line.\n"


DAMAGES = {
    "a count": lambda: Enrolment.objects.filter(module__titles__en="Market").update(done=7),
    "a count of the track": lambda: TrackEnrolment.objects.update(done_elsewhere=7),
    "a date of the track": lambda: TrackEnrolment.objects.update(
        enrolled_at=F("enrolled_at") - timedelta(days=1)
    ),
    "the current module of the track": lambda: TrackEnrolment.objects.update(current=None),
    "a withdrawal of the track": lambda: TrackEnrolment.objects.update(withdrawn_at=timezone.now()),
    "a row of the track": lambda: TrackEnrolment.objects.filter(completed_at=None).delete(),
    "a completion": lambda: Completion.objects.filter(activity__kind="quiz").delete(),
    "the date of a completion": lambda: Completion.objects.update(completed_at=timezone.now()),
    "a completed module": lambda: Enrolment.objects.update(completed_at=None),
    "a module that was not completed": lambda: Enrolment.objects.filter(completed_at=None).update(
        completed_at=timezone.now()
    ),
    "a completed track": lambda: TrackEnrolment.objects.update(completed_at=None),
    "a withdrawal": lambda: Enrolment.objects.update(withdrawn_at=None),
    "a withdrawal that was none": lambda: Enrolment.objects.filter(withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    ),
    "the date of a return": lambda: Absence.objects.update(returned_at=timezone.now()),
    "the date of a withdrawal that ended": lambda: Absence.objects.update(
        withdrawn_at=F("withdrawn_at") - timedelta(days=1)
    ),
    "a withdrawal that ended": lambda: Absence.objects.all().delete(),
    "the date of enrolment": lambda: Enrolment.objects.update(enrolled_at=timezone.now()),
    **{
        f"the entry {kind}": lambda kind=kind: forget(kind=kind)
        for kind in (
            "enrolled",
            "came_back",
            "activity_completed",
            "module_completed",
            "track_completed",
            "attempt_started",
            "attempt_submitted",
            "pass_given",
        )
    },
    "the entry of the last withdrawal": lambda: forget(
        pk=HistoryEntry.objects.filter(kind="withdrew").latest("pk").pk
    ),
    "the entry of a withdrawal that ended": lambda: forget(
        pk=HistoryEntry.objects.filter(kind="withdrew").earliest("pk").pk
    ),
    "the date of an entry": lambda: shift(kind="activity_completed"),
    "a pass that did not count": lambda: (
        Completion.objects.filter(activity__kind="quiz").delete(),
        forget(kind="activity_completed", activity__kind="quiz"),
    ),
    "a module that was due": lambda: (
        Enrolment.objects.update(completed_at=None),
        forget(kind="module_completed"),
    ),
    "a track that was due": lambda: (
        TrackEnrolment.objects.update(completed_at=None),
        forget(kind="track_completed"),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_every_damage_is_named_and_mended(learner, damage, caplog):
    entries = HistoryEntry.objects.count()
    damage()
    with pytest.raises(CommandError) as refusal:
        check()
    assert "Rita Rossi – " in refusal.value.printed
    assert "Rita" not in caplog.text
    errors = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert len(errors) == refusal.value.printed.count(" – off")
    caplog.clear()
    assert "repaired" in check(repair=True)
    assert "Repaired: " in caplog.text
    assert "Rita" not in caplog.text
    assert check() == "The records are in line.\n"
    new = HistoryEntry.objects.order_by("pk")[entries:]
    assert all(entry.actor == Actor.job("check_records") for entry in new)
    assert all(entry.reason in EntryReason.values for entry in new)


def test_a_lost_record_comes_back_with_its_date(learner):
    before = list(Completion.objects.order_by("activity").values_list("activity", "completed_at"))
    Completion.objects.all().delete()
    check(repair=True)
    after = list(Completion.objects.order_by("activity").values_list("activity", "completed_at"))
    assert after == before
    assert learner.history.filter(kind="repaired").count() >= len(before)


def test_a_pass_that_nothing_stands_against_is_named_and_counts(time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempt = begin()
    leave = {"learner": attempt.learner, "module": attempt.activity.module, "actor": ACTOR}
    withdraw(**leave)
    passed = finish(attempt)
    assert check() == "The records are in line.\n"
    Enrolment.objects.update(withdrawn_at=None)
    forget(kind="withdrew")
    time_machine.shift(timedelta(days=1))
    with pytest.raises(CommandError) as refusal:
        check()
    assert "earned on 2026-05-04 at 10:00:00, not completed – off" in refusal.value.printed
    check(repair=True)
    assert Completion.objects.get().completed_at == passed.submitted_at
    assert Enrolment.objects.get().completed_at == passed.submitted_at
    assert TrackEnrolment.objects.get().completed_at == passed.submitted_at
    entry = HistoryEntry.objects.get(kind="activity_completed")
    assert (entry.actor, entry.reason) == (Actor.job("check_records"), EntryReason.CREDIT_WAS_DUE)
    assert check() == "The records are in line.\n"


@pytest.mark.parametrize("what", ["module", "track"])
def test_what_comes_back_piece_by_piece_is_not_due_for_a_day(what, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    done = ActivityFactory()
    learner = UserFactory()
    enrol(learner=learner, module=done.module, actor=ACTOR)
    other = ActivityFactory(module__track=done.module.track)
    complete_activity(learner=learner, activity=done, actor=ACTOR)
    holder, part = done.module.track, other.module
    if what == "module":
        holder, part = done.module, ActivityFactory(module=done.module)
    Enrolment.objects.update(completed_at=None)
    forget(kind="module_completed")
    for row in (part, other):
        row.retired_at = timezone.now()
        row.save()
    holder.returned_at = timezone.now()
    holder.save()
    assert check() == "The records are in line.\n"
    time_machine.shift(timedelta(days=1, seconds=1))
    with pytest.raises(CommandError):
        check()


@pytest.mark.parametrize(
    "damage",
    [
        lambda: Pass.objects.all().delete(),
        lambda: Pass.objects.update(passed_at=timezone.now()),
        lambda: Attempt.objects.filter(number=2).update(submitted_at=timezone.now()),
    ],
)
def test_what_cannot_be_mended_is_left_to_people(learner, damage):
    damage()
    with pytest.raises(CommandError):
        check()
    with pytest.raises(CommandError) as refusal:
        check(repair=True)
    assert " – off" in refusal.value.printed


def test_what_is_left_to_people_stops_no_other_repair(learner):
    Pass.objects.update(passed_at=timezone.now())
    Enrolment.objects.update(done=7)
    with pytest.raises(CommandError, match="1 of the records"):
        check(repair=True)
    assert not Enrolment.objects.filter(done=7).exists()


def test_an_enrolment_told_late_doubles_no_withdrawal(learner):
    withdrawals = HistoryEntry.objects.filter(kind="withdrew").count()
    forget(kind="enrolled")
    check(repair=True)
    assert HistoryEntry.objects.filter(kind="withdrew").count() == withdrawals


def test_an_attempt_closed_by_the_clock_is_in_line():
    attempt = begin()
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=5))
    submit_attempt(attempt=attempt, actor=ACTOR)
    assert check() == "The records are in line.\n"


def test_the_number_of_queries_does_not_grow(learner):
    with assert_queries(56):
        check()


def test_many_are_counted_not_listed(learner, monkeypatch):
    monkeypatch.setattr("learning.management.commands.check_records.TOLD_ONE_BY_ONE", 1)
    Enrolment.objects.update(done=7)
    with pytest.raises(CommandError) as refusal:
        check()
    assert "… and " in refusal.value.printed


def named(words):
    """Check that the records are found to be off, in these words; and that no repair is tried."""
    for options in ({}, {"repair": True}):
        with pytest.raises(CommandError) as error:
            check(**options)
        assert words in error.value.printed


def test_a_passed_attempt_without_a_pass_needs_a_person(learner):
    number = Pass.objects.get().attempt.number
    Pass.objects.all().delete()
    forget(kind="pass_given")
    named(f"attempt {number} is marked as passed, but no pass is kept")


def test_a_pass_below_its_mark_needs_a_person(learner):
    Pass.objects.update(score_numerator=0)
    named("the score of the pass does not meet its mark")


def test_what_is_told_with_another_date_is_not_told_twice(learner):
    attempt = Attempt.objects.filter(submitted_at=None).get()
    told = HistoryEntry.objects.filter(kind="attempt_started", attempt_id=attempt.pk)
    with rewriting_history():
        told.update(dated_at=attempt.started_at - timedelta(days=1))
    named("attempt_started")
    assert told.count() == 1


def dates_of_withdrawals():
    absences = Absence.objects.order_by("pk").values_list("withdrawn_at", "returned_at")
    return [*absences, *Enrolment.objects.order_by("pk").values_list("withdrawn_at")]


@pytest.mark.parametrize("field", ["withdrawn_at", "returned_at"])
def test_a_moved_date_is_told_once_and_moved_back(learner, field):
    before = dates_of_withdrawals()
    Absence.objects.update(**{field: F(field) + timedelta(seconds=1)})
    with pytest.raises(CommandError, match="1 of the records"):
        check()
    assert check(repair=True).count(" – repaired") == 1
    assert dates_of_withdrawals() == before
    assert learner.history.filter(kind="repaired").count() == 1
    assert learner.history.filter(kind="came_back").count() == 1


def test_a_withdrawal_whose_return_was_told_late_still_stands(learner):
    module = Absence.objects.get().enrolment.module
    withdraw(learner=learner, module=module, actor=ACTOR)
    before = dates_of_withdrawals()
    forget(kind="came_back")
    check(repair=True)
    assert dates_of_withdrawals() == before
    assert check() == "The records are in line.\n"
