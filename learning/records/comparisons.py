"""What `learning` keeps twice: see `learning.records.drift`."""

from functools import partial

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Organisation
from learning.choices import EntryKind, EntryReason
from learning.outline import Activity, Module, Track
from learning.records.absence import Absence
from learning.records.completion import Completion
from learning.records.drift import CHECK, Drift, Kept, Told, record_repair
from learning.records.earning import credit_earned, ready_for, waited_for
from learning.records.enrolment import Enrolment
from learning.records.excuse import Excuse
from learning.records.finishing import due_in_track, finish_module, finish_track
from learning.records.history import HistoryEntry
from learning.records.size_classes import compare_size_classes
from learning.records.tally import done_in_module
from learning.records.track_enrolment import (
    TrackEnrolment,
    added_up,
    begin_track_enrolments,
    done_elsewhere,
    gather_track_enrolments,
)
from learning.records.workplace import workplace_of

ACTIVITY = {"learner_id": "learner", "activity_id": "activity"}
MODULE = {"learner_id": "learner", "module_id": "module"}
ABSENCE = {"learner_id": "enrolment__learner", "module_id": "enrolment__module"}
DUE = "everything is done, and it is not completed"


def dated(model, field):
    """The rows of `model` that have a date in `field`."""
    return model.objects.exclude(**{field: None})


def restore_enrolment(row):
    """Enrol as the history tells: `row` is {column of the entry: value}, `on` the date."""
    Enrolment.objects.update_or_create(
        learner_id=row["learner_id"],
        module_id=row["module_id"],
        defaults={"enrolled_at": row["on"]},
        create_defaults={
            "enrolled_at": row["on"],
            "last_active_at": row["on"],
            **workplace_of(row["learner_id"]),
        },
    )


def restore_completion(row, is_by_hand=False):
    """Write the Completion that the history tells of in `row`."""
    dated = {"completed_at": row["on"], "is_excused": False, "is_by_hand": is_by_hand}
    Completion.objects.update_or_create(
        learner_id=row["learner_id"],
        activity_id=row["activity_id"],
        defaults=dated,
        create_defaults={**dated, **workplace_of(row["learner_id"])},
    )


def restore_date(row, *, model, field):
    """Write the date `on` that the history tells in `row` to the `field` of its `model`."""
    about = {name: value for name, value in row.items() if name != "on"}
    model.objects.filter(**about).update(**{field: row["on"]})


def restore_return(row):
    """Write to the Absence that ended then the date that the history tells of in `row`."""
    left = _told(EntryKind.WITHDREW, row).filter(on__lt=row["on"]).order_by("on").last()
    Absence.objects.update_or_create(
        enrolment=_enrolment_of(row),
        withdrawn_at=left and left.date,
        defaults={"returned_at": row["on"]},
    )


def restore_withdrawal(row):
    """Write the date that the history tells of in `row` to the Enrolment, or to the Absence.

    That is to the Enrolment where the withdrawal lasts.
    """
    back = _told(EntryKind.CAME_BACK, row).filter(on__gt=row["on"]).order_by("on").first()
    if back is None:
        restore_date(row, model=Enrolment, field="withdrawn_at")
    else:
        Absence.objects.update_or_create(
            enrolment=_enrolment_of(row),
            returned_at=back.date,
            defaults={"withdrawn_at": row["on"]},
        )


def _told(kind, row):
    """The entries of `kind` about the learner and the module of `row`, with their date as `on`."""
    entries = HistoryEntry.objects.filter(
        kind=kind, learner=row["learner_id"], module=row["module_id"]
    )
    return entries.annotate(on=Coalesce("dated_at", "happened_at"))


def _enrolment_of(row):
    """The enrolment of the learner and the module of `row`; None makes the database refuse."""
    return Enrolment.objects.filter(learner=row["learner_id"], module=row["module_id"]).first()


TOLD = (
    Told(
        EntryKind.ENROLLED,
        (Kept({**MODULE, "on": "enrolled_at"}, Enrolment.objects.all),),
        restore=restore_enrolment,
    ),
    Told(
        EntryKind.CAME_BACK,
        (Kept({**ABSENCE, "on": "returned_at"}, Absence.objects.all),),
        restore=restore_return,
    ),
    Told(
        EntryKind.WITHDREW,
        (
            Kept({**MODULE, "on": "withdrawn_at"}, partial(dated, Enrolment, "withdrawn_at")),
            Kept({**ABSENCE, "on": "withdrawn_at"}, Absence.objects.all),
        ),
        restore=restore_withdrawal,
    ),
    Told(
        EntryKind.ACTIVITY_COMPLETED,
        (
            Kept(
                {**ACTIVITY, "on": "completed_at"},
                partial(Completion.objects.filter, is_excused=False, is_by_hand=False),
            ),
        ),
        restore=restore_completion,
    ),
    Told(
        EntryKind.COMPLETED_BY_HAND,
        (
            Kept(
                {**ACTIVITY, "on": "completed_at"},
                partial(Completion.objects.filter, is_by_hand=True),
            ),
        ),
        restore=partial(restore_completion, is_by_hand=True),
        ended_by=EntryKind.BY_HAND_ENDED,
    ),
    Told(EntryKind.EXCUSED, (Kept({**ACTIVITY, "on": "excused_at"}, Excuse.objects.all),)),
    Told(
        EntryKind.EXCUSE_ENDED,
        (Kept({**ACTIVITY, "on": "taken_back_at"}, partial(dated, Excuse, "taken_back_at")),),
    ),
    Told(
        EntryKind.MODULE_COMPLETED,
        (Kept({**MODULE, "on": "completed_at"}, partial(dated, Enrolment, "completed_at")),),
        restore=partial(restore_date, model=Enrolment, field="completed_at"),
    ),
    Told(
        EntryKind.TRACK_COMPLETED,
        (
            Kept(
                {"learner_id": "learner", "track_id": "track", "on": "completed_at"},
                partial(dated, TrackEnrolment, "completed_at"),
            ),
        ),
        restore=partial(restore_date, model=TrackEnrolment, field="completed_at"),
    ),
)


def compare_excuses():
    """The Excuses that stand with the Completions: each needs the other."""
    here = {"learner": OuterRef("learner"), "activity": OuterRef("activity")}
    standing = Excuse.objects.filter(taken_back_at=None)
    for row in standing.filter(~Exists(Completion.objects.filter(**here))).select_related(
        "activity"
    ):
        what = f"excuse {row.pk} stands, and the activity does not count"
        yield Drift(row.learner_id, row.activity, what, partial(count_excuse, row))
    excused = Completion.objects.filter(~Exists(standing.filter(**here)), is_excused=True)
    for row in excused.select_related("activity"):
        what = "the activity counts as excused, and no excuse stands"
        yield Drift(row.learner_id, row.activity, what)


def count_excuse(excuse):
    """Let the activity of an `excuse` count; record the repair."""
    Completion.objects.create(
        learner_id=excuse.learner_id,
        activity=excuse.activity,
        completed_at=excuse.excused_at,
        is_excused=True,
    )
    reason = EntryReason.RECORD_DIFFERED
    record_repair(learner_id=excuse.learner_id, about=excuse.activity, reason=reason)


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


def compare_credit():
    """What learners have earned, and nothing stands against, with what they have completed."""
    for activity in waited_for(Module.objects.all()):
        for learner, moment in ready_for(activity).values_list("learner", "earned_at").iterator():
            what = f"earned on {moment:%Y-%m-%d at %H:%M:%S}, not completed"
            yield Drift(learner, activity, what, partial(give_credit, activity, learner))


def give_credit(activity, learner_id):
    credit_earned(
        modules=Module.objects.filter(pk=activity.module_id),
        learners=[learner_id],
        actor=CHECK,
        reason=EntryReason.CREDIT_WAS_DUE,
    )


def compare_modules():
    """What is required in modules with what was done by those who have not completed them.

    A module that has only now begun to require what they had done completes nobody by itself, for
    it may go on growing.
    """
    for enrolment in due_enrolments().select_related("module__track").iterator():
        yield Drift(enrolment.learner_id, enrolment.module, DUE, partial(give_module, enrolment))


def compare_workplaces():
    """Where learners worked on the day of a record with the organisations that there are.

    A record that was written while two were merged may still lead to the one that was given up.
    """
    for model, about in ((Enrolment, "module"), (Completion, "activity")):
        left = model.objects.exclude(organisation__merged_into=None)
        for row in left.select_related(about).iterator():
            what = "its organisation was merged into another"
            mend = partial(follow_merge, model, row.pk)
            yield Drift(row.learner_id, getattr(row, about), what, mend)


def follow_merge(model, pk):
    """Let a record lead to what its organisation was merged into."""
    into = Organisation.objects.filter(merged=OuterRef("organisation")).values("pk")
    model.objects.filter(pk=pk).update(organisation=Subquery(into))


def due_enrolments():
    """The active enrolments of those who have done all that a module requires, without a date."""
    required = Activity.objects.active().required().filter(module=OuterRef("module"))
    number = required.order_by().values("module").annotate(n=Count("pk")).values("n")
    waiting = Enrolment.objects.active().filter(completed_at=None, done__gt=0)
    whole = Module.objects.whole(timezone.now())
    return waiting.filter(module__in=whole, done=Subquery(number))


def give_module(enrolment):
    own = due_enrolments().filter(pk=enrolment.pk)
    if list(own.select_for_update(of=("self",), no_key=True)):  # still
        finish_module(module=enrolment.module, learners=[enrolment.learner_id], **as_due())


def compare_track_dates():
    """The dates of tracks with the modules completed in them; a track may go on growing too."""
    whole = Module.objects.whole(timezone.now())
    for track in Track.objects.filter(pk__in=whole.values("track")):
        completed = Enrolment.objects.filter(module__track=track).exclude(completed_at=None)
        for row in due_in_track(track, completed.values("learner")).iterator():
            yield Drift(row.learner_id, track, DUE, partial(give_track, track, row.learner_id))


def give_track(track, learner_id):
    finish_track(track=track, learners=[learner_id], **as_due())


def as_due():
    """The act that gives what was due, as those who date completions take it."""
    return {"actor": CHECK, "now": timezone.now(), "reason": EntryReason.CREDIT_WAS_DUE}


# Records first, for the counts count them; then what follows from both.
COMPARISONS = (
    *TOLD,
    compare_excuses,
    compare_done,
    compare_tracks,
    compare_credit,
    compare_modules,
    compare_track_dates,
    compare_workplaces,
    compare_size_classes,
)
