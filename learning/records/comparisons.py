"""What `learning` keeps twice: see `learning.records.drift`."""

from functools import partial

from django.db.models import Exists, F, Max, OuterRef

from learning.choices import EntryKind, EntryReason
from learning.records.absence import Absence
from learning.records.completion import Completion
from learning.records.drift import Drift, Told, record_repair
from learning.records.enrolment import Enrolment
from learning.records.history import HistoryEntry
from learning.records.tally import done_in_module
from learning.records.track_enrolment import (
    TrackEnrolment,
    added_up,
    begin_track_enrolments,
    done_elsewhere,
    gather_track_enrolments,
)

MODULE = {"learner_id": "learner", "module_id": "module"}
LEAVING = [EntryKind.ENROLLED, EntryKind.WITHDREW, EntryKind.CAME_BACK]


def dated(model, field):
    """The rows of `model` that have a date in `field`."""
    return model.objects.exclude(**{field: None})


def standing_withdrawals():
    """The withdrawals that the learner did not come back from, as the history tells them."""
    of_module = HistoryEntry.objects.filter(kind__in=LEAVING).order_by()
    last = of_module.values("learner", "module").annotate(last=Max("pk"))
    return HistoryEntry.objects.filter(kind=EntryKind.WITHDREW, pk__in=last.values("last"))


def restore_enrolment(row):
    """Enrol as the history tells: `row` is {column of the entry: value}, `on` the date."""
    Enrolment.objects.update_or_create(
        learner_id=row["learner_id"],
        module_id=row["module_id"],
        defaults={"enrolled_at": row["on"]},
        create_defaults={"enrolled_at": row["on"], "last_active_at": row["on"]},
    )


def restore_completion(row):
    """Write the Completion that the history tells of in `row`."""
    Completion.objects.update_or_create(
        learner_id=row["learner_id"],
        activity_id=row["activity_id"],
        defaults={"completed_at": row["on"]},
    )


def restore_date(row, *, model, field):
    """Write the date `on` that the history tells in `row` to the `field` of its `model`."""
    about = {name: value for name, value in row.items() if name != "on"}
    model.objects.filter(**about).update(**{field: row["on"]})


TOLD = (
    Told(
        EntryKind.ENROLLED,
        {**MODULE, "on": "enrolled_at"},
        Enrolment.objects.all,
        restore=restore_enrolment,
    ),
    Told(
        EntryKind.CAME_BACK,
        {
            "learner_id": "enrolment__learner",
            "module_id": "enrolment__module",
            "on": "returned_at",
        },
        Absence.objects.all,
    ),
    Told(
        EntryKind.WITHDREW,
        {**MODULE, "on": "withdrawn_at"},
        partial(dated, Enrolment, "withdrawn_at"),
        entries=standing_withdrawals,
        restore=partial(restore_date, model=Enrolment, field="withdrawn_at"),
    ),
    Told(
        EntryKind.ACTIVITY_COMPLETED,
        {"learner_id": "learner", "activity_id": "activity", "on": "completed_at"},
        Completion.objects.all,
        restore=restore_completion,
    ),
    Told(
        EntryKind.MODULE_COMPLETED,
        {**MODULE, "on": "completed_at"},
        partial(dated, Enrolment, "completed_at"),
        restore=partial(restore_date, model=Enrolment, field="completed_at"),
    ),
    Told(
        EntryKind.TRACK_COMPLETED,
        {"learner_id": "learner", "track_id": "track", "on": "completed_at"},
        partial(dated, TrackEnrolment, "completed_at"),
        restore=partial(restore_date, model=TrackEnrolment, field="completed_at"),
    ),
)


def compare_done():
    """Yield a Drift for each enrolment whose `done` is not what its learner has completed."""
    rows = Enrolment.objects.annotate(counted=done_in_module()).exclude(done=F("counted"))
    for row in rows.select_related("module").iterator():
        what = f"enrolment {row.pk} says {row.done} done, {row.counted} are"
        yield Drift(row.learner_id, row.module, what, partial(count_done, row))


def count_done(enrolment):
    """Count `done` of the `enrolment` anew, and record the repair."""
    Enrolment.objects.filter(pk=enrolment.pk).count_done()
    reason = EntryReason.COUNT_DIFFERED
    record_repair(learner_id=enrolment.learner_id, about=enrolment.module, reason=reason)


def compare_tracks():
    """Yield a Drift for each TrackEnrolment that is not what its enrolments add up to, or lacks."""
    enrolments = Enrolment.objects.filter(
        learner=OuterRef("learner"), module__track=OuterRef("track")
    )
    rows = TrackEnrolment.objects.filter(Exists(enrolments)).order_by()
    sums = {**added_up(), "done_elsewhere": done_elsewhere()}
    kept = rows.values_list("pk", *sums)
    right = {f"right_{name}": expression for name, expression in sums.items()}
    off = kept.difference(rows.annotate(**right).values_list("pk", *right))
    for pk, *_values in off.iterator():
        row = TrackEnrolment.objects.select_related("track").get(pk=pk)
        what = f"track enrolment {pk} differs from what its enrolments add up to"
        yield Drift(row.learner_id, row.track, what, partial(add_up, row.track, row.learner_id))
    in_track = TrackEnrolment.objects.filter(
        learner=OuterRef("learner"), track=OuterRef("module__track")
    )
    for row in Enrolment.objects.filter(~Exists(in_track)).select_related("module__track"):
        track = row.module.track
        what = f"enrolment {row.pk} has no row in its track"
        yield Drift(row.learner_id, track, what, partial(add_up, track, row.learner_id))


def add_up(track, learner_id):
    """Make the learner's TrackEnrolment in `track` from the enrolments; record the repair."""
    begin_track_enrolments(track=track, learners=[learner_id])
    gather_track_enrolments(track=track, learners=[learner_id])
    record_repair(learner_id=learner_id, about=track, reason=EntryReason.COUNT_DIFFERED)


# Records first, for the counts count them.
COMPARISONS = (*TOLD, compare_done, compare_tracks)
