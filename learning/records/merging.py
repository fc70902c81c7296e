"""Two accounts of one person: how records of learning follow, and the history with them.

The earliest date counts, as if it had been one account. What the other account says of the same
thing stays in the history, as what happened there.
"""

from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.one_person.rows import keep_one, lead_over, pairs_of, stays_first
from learning.actor import Actor
from learning.choices import EntryKind
from learning.derived.played import join_spans
from learning.outline import Module, Track
from learning.records.absence import Absence
from learning.records.comparisons import due_enrolments
from learning.records.completion import Completion
from learning.records.earning import credit_earned
from learning.records.enrolment import Enrolment
from learning.records.excuse import Excuse
from learning.records.finishing import finish_module, finish_track
from learning.records.history import ONCE, HistoryEntry, one_act, record_change, rewriting_history
from learning.records.opinion import Opinion
from learning.records.track_enrolment import (
    TrackEnrolment,
    begin_track_enrolments,
    gather_track_enrolments,
)
from learning.records.visit import Visit
from learning.records.watching import Watching
from learning.records.workplace import KEPT

AT_ONCE = 500


def hold_enrolments(merge):
    """Hold the enrolments of both accounts: what is being completed is waited for."""
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    list(held.filter(learner__in=merge.ids).order_by("pk").values_list("pk"))


def merge_enrolments(merge):
    """One enrolment in each module: from the earlier day on, withdrawn only if both are."""
    TrackEnrolment.objects.filter(learner=merge.merged).update(current=None)  # it may go
    pairs = pairs_of(merge, Enrolment, "learner", "module")
    for own, other in pairs:
        _join_enrolments(own, other, merge)
    Enrolment.objects.bulk_update(
        [own for own, _other in pairs],
        [
            "enrolled_at",
            "withdrawn_at",
            "completed_at",
            "last_active_at",
            "last_activity",
            *(name.removesuffix("_id") for name in KEPT),
        ],
        batch_size=AT_ONCE,
    )
    become = {other.pk: own for own, other in pairs}
    absences = list(Absence.objects.filter(enrolment__in=become))
    for absence in absences:
        absence.enrolment = become[absence.enrolment_id]
    Absence.objects.bulk_update(absences, ["enrolment"], batch_size=AT_ONCE)
    Enrolment.objects.filter(pk__in=become).delete()
    lead_over(merge, Enrolment, "learner")


def _join_enrolments(own, other, merge):
    """Let the Enrolment `own` be what both are together, and note the date that is given up."""
    first = min((own, other), key=lambda each: each.enrolled_at)
    latest = max((own, other), key=lambda each: each.last_active_at)
    withdrawn = sorted(filter(None, (own.withdrawn_at, other.withdrawn_at)))
    for name in ("enrolled_at", *KEPT):
        setattr(own, name, getattr(first, name))
    own.last_active_at, own.last_activity_id = latest.last_active_at, latest.last_activity_id
    own.completed_at = min(filter(None, (own.completed_at, other.completed_at)), default=None)
    own.withdrawn_at = withdrawn.pop() if len(withdrawn) == 2 else None
    merge.outdone.update((EntryKind.WITHDREW, own.module_id, date) for date in withdrawn)


def merge_track_enrolments(merge):
    """One row in each track, completed on the earlier day; `settle` adds up the rest."""
    for own, other in pairs_of(merge, TrackEnrolment, "learner", "track"):
        own.completed_at = min(filter(None, (own.completed_at, other.completed_at)), default=None)
        own.save(update_fields=["completed_at"])
    keep_one(merge, TrackEnrolment, "learner", "track", order=(stays_first(merge, "learner"),))


def merge_completions(merge):
    """The earlier completion of each activity; one that is excused gives way.

    An entry by hand and a completion that was earned are told of as different things.
    """
    order = ("is_excused", "completed_at")
    for given_up in keep_one(merge, Completion, "learner", "activity", order=order):
        if not given_up.is_excused:
            is_by_hand = given_up.is_by_hand
            kind = EntryKind.COMPLETED_BY_HAND if is_by_hand else EntryKind.ACTIVITY_COMPLETED
            merge.outdone.add((kind, given_up.activity_id, given_up.completed_at))


def merge_excuses(merge):
    """Of two excuses that stand the earlier one."""
    standing = {"among": Q(taken_back_at=None), "order": ("excused_at",)}
    for given_up in keep_one(merge, Excuse, "learner", "activity", **standing):
        noted = EntryKind.EXCUSED, given_up.activity_id, given_up.excused_at
        merge.outdone.add(noted)


def merge_opinions(merge):
    """The first answers stay, as always; what was written in both is kept in one text."""
    pairs = pairs_of(merge, Opinion, "learner", "module")
    for own, other in pairs:
        for date, chosen, texts in (
            ("answered_at", ("worth", "clear", "is_declined"), ("missing",)),
            ("told_at", (), ("used", "hindered")),
        ):
            answered = [each for each in (own, other) if getattr(each, date)]
            answered.sort(key=lambda each, date=date: getattr(each, date))
            told = {
                name: "\n\n".join(filter(None, (getattr(each, name) for each in answered)))
                for name in texts
            }
            if answered:
                told |= {name: getattr(answered[0], name) for name in (date, *chosen)}
            for name, value in told.items():
                setattr(own, name, value)
        own.save()
    keep_one(merge, Opinion, "learner", "module", order=(stays_first(merge, "learner"),))


def merge_visits(merge):
    """Of each day in an activity the first visit."""
    keep_one(merge, Visit, "learner", "activity", "day", order=("visited_at",))


def merge_watchings(merge):
    """What was played of a video in either account adds up."""
    pairs = pairs_of(merge, Watching, "learner", "activity", "block_id")
    for own, other in pairs:
        own.position = max((own, other), key=lambda each: each.percent).position
        own.percent = max(own.percent, other.percent)
        own.spans = join_spans([*own.spans, *other.spans])
        own.watched_at = min(filter(None, (own.watched_at, other.watched_at)), default=None)
    fields = ["percent", "spans", "position", "watched_at"]
    Watching.objects.bulk_update([own for own, _other in pairs], fields, batch_size=AT_ONCE)
    first = (stays_first(merge, "learner"),)
    keep_one(merge, Watching, "learner", "activity", "block_id", order=first)


@one_act()
def finish_merge(merge):
    """Let the history follow and tell of the merge; count what both have learnt together."""
    enrolled = merge.merged.history.filter(kind=EntryKind.ENROLLED)
    tracks = list(Track.objects.filter(modules__in=enrolled.values("module")).distinct())
    follow_history(merge)
    for track in tracks:
        record_change(
            EntryKind.MERGED,
            learners=[merge.into.pk],
            about=track,
            actor=Actor.person(merge.by),
            happened_at=merge.at,
        )
    settle(merge)


def follow_history(merge):
    """Lead the history over. What happens once and did in both is told as of the other account."""
    entries = HistoryEntry.objects.filter(learner__in=merge.ids).annotate(
        on=Coalesce("dated_at", "happened_at")
    )
    subjects = {kind: f"{name}_id" for name, kinds in ONCE.items() for kind in kinds}
    known, given_up = set(), []
    once = entries.filter(kind__in=subjects)
    for entry in once.order_by("on", stays_first(merge, "learner"), "pk"):
        key = entry.kind, getattr(entry, subjects[entry.kind])
        if key in known:
            given_up.append(entry)
        known.add(key)
    for entry in entries.filter(kind__in={kind for kind, _about, _date in merge.outdone}):
        about = entry.activity_id or entry.module_id
        if (EntryKind(entry.kind), about, entry.on) in merge.outdone:
            given_up.append(entry)
    for entry in given_up:
        entry.data = {**entry.details, "was": entry.kind}
        entry.kind = EntryKind.OTHER_ACCOUNT
    with rewriting_history():
        HistoryEntry.objects.bulk_update(given_up, ["kind", "data"], batch_size=AT_ONCE)
        own = HistoryEntry.objects.filter(learner=merge.merged)
        for name in ("actor_person", "actor_on_behalf_of"):  # what the learner did
            own.filter(**{name: merge.merged}).update(**{name: merge.into})
        own.update(learner=merge.into)


def settle(merge):
    """Count anew what the account that stays has learnt, and complete what that completes."""
    pk, actor = merge.into.pk, Actor.person(merge.by)
    act = {"learners": [pk], "actor": actor, "now": merge.at}
    merge.into.enrolments.count_done()
    tracks = list(Track.objects.filter(modules__enrolments__learner=pk).distinct())
    for track in tracks:
        begin_track_enrolments(track=track, learners=[pk])
        gather_track_enrolments(track=track, learners=[pk])
    own = Module.objects.filter(enrolments__learner=pk)
    credit_earned(modules=own, learners=[pk], actor=actor)
    for enrolment in due_enrolments().filter(learner=pk).select_related("module__track"):
        finish_module(module=enrolment.module, **act)
    for track in tracks:
        finish_track(track=track, **act)
