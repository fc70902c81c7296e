"""What learners are told by mail, read on from the history, so that nothing is missed."""

from datetime import timedelta
from itertools import groupby, islice
from operator import attrgetter

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from courses.mails import (
    AFTERWARDS_ASKED,
    DECIDED,
    ENROLLED,
    MODULE_COMPLETED,
    STOPPED,
    STOPPED_AT,
    TRACK_COMPLETED,
)
from learning.choices import DECISIONS, ActorKind, EntryKind
from learning.derived.limits import used_up_by
from learning.derived.standing import read_standing
from learning.models import Enrolment, HistoryEntry
from learning.opening import open_at
from learning.records.history import entries_after
from learning.records.opinion import to_be_asked_afterwards
from notices.models import Bookmark, Mail
from notices.outbox import new_mail, queue_mails

READER = "mails to learners"
AT_ONCE = 1000
NEWS = timedelta(days=7)  # what a record dates earlier is no news
LONG_GONE = timedelta(days=60)  # without a visit: whoever stopped before that is left alone
TOLD = {
    EntryKind.ENROLLED: (ENROLLED, "module"),
    EntryKind.MODULE_COMPLETED: (MODULE_COMPLETED, "module"),
    EntryKind.TRACK_COMPLETED: (TRACK_COMPLETED, "track"),
}


def queue_news():
    """Queue the mails about what the history tells since the last time; return how many.

    Mails and bookmark are written together, so that nothing is missed and nothing told twice.
    """
    queued = 0
    while True:
        with transaction.atomic():
            bookmark = _held_bookmark()
            entries = list(entries_after(bookmark.last)[:AT_ONCE])
            if not entries:
                return queued
            mails = _mails_about(entries)
            queue_mails(mails)
            _move(bookmark, entries[-1].pk)
        queued += len(mails)


def pass_over_news():
    """Tell nobody what the history holds by now, as when people were loaded with their past."""
    newest = HistoryEntry.objects.aggregate(newest=Max("pk"))["newest"]
    if newest:
        with transaction.atomic():
            _move(_held_bookmark(), newest)


def _held_bookmark():
    Bookmark.objects.get_or_create(reader=READER)
    return Bookmark.objects.select_for_update().get(reader=READER)


def _move(bookmark, last):
    bookmark.last = last
    bookmark.save(update_fields=["last"])


def _mails_about(entries):
    """Unsaved mails about those of `entries` that are news to their learners."""
    earliest = timezone.now() - NEWS
    told = [
        entry
        for entry in entries
        if entry.kind in (*TOLD, *DECISIONS)
        and not _is_told_by_decision(entry)
        and entry.date >= earliest
        and entry.actor_kind != ActorKind.IMPORT
    ]
    people = User.objects.in_bulk({entry.learner_id for entry in told})
    return [_mail_about(entry, people[entry.learner_id]) for entry in told]


def _is_told_by_decision(entry):
    """Whether `entry` is an enrolment by hand: another entry tells that it was decided, and why."""
    is_by_another = entry.actor_person_id != entry.learner_id
    is_by_hand = entry.actor_kind == ActorKind.PERSON and is_by_another
    return entry.kind == EntryKind.ENROLLED and is_by_hand


def _mail_about(entry, person):
    if entry.kind in DECISIONS:
        data = {"entry": entry.pk}
        return new_mail(DECIDED, cause=f"entry {entry.pk}", person=person, data=data)
    kind, subject = TOLD[entry.kind]
    pk = getattr(entry, f"{subject}_id")
    return new_mail(kind, cause=f"{subject} {pk}", person=person, data={subject: pk})


def queue_reminders():
    """Queue a mail to each learner who has been nowhere for 14 days; return how many.

    It is about the module that they were in last, of those that they can go on with. Of one module
    somebody is reminded twice at most, the second time no sooner than 14 days after the first.
    """
    now = timezone.now()
    latest = _last_of_each(_stopped(now))
    queued = 0
    while enrolments := list(islice(latest, AT_ONCE)):
        mails = _reminders(enrolments, now)
        queue_mails(mails)
        queued += len(mails)
    return queued


def _reminders(enrolments, now):
    """Unsaved mails about those of `enrolments` whose learners are to be reminded now."""
    pairs = [[_reminder(each, number, now) for number in (1, 2)] for each in enrolments]
    keys = [mail.key for pair in pairs for mail in pair]
    reminded_at = dict(Mail.objects.filter(key__in=keys).values_list("key", "queued_at"))
    mails = []
    for first, second in pairs:
        if first.key not in reminded_at:
            mails.append(first)
        elif second.key not in reminded_at and reminded_at[first.key] <= now - STOPPED:
            mails.append(second)
    return mails


def queue_questions():
    """Queue a mail to each learner who completed a module three months ago; return how many.

    Once for each module: what was queued before stays as it is.
    """
    now = timezone.now()
    asked = set(Mail.objects.filter(kind=AFTERWARDS_ASKED.key).values_list("key", flat=True))
    mails = [
        new_mail(
            AFTERWARDS_ASKED,
            cause=f"module {enrolment.module_id}",
            person=enrolment.learner,
            data={"module": enrolment.module_id},
            now=now,
        )
        for enrolment in to_be_asked_afterwards(now).select_related("learner")
    ]
    new = [mail for mail in mails if mail.key not in asked]
    queue_mails(new)
    return len(new)


def _last_of_each(stopped):
    """Of the enrolments `stopped` (a queryset) of each learner the first to go on with, if any.

    In a module whose quiz has no attempt left there may be nothing to go on with.
    """
    limited = {learner for learner, _quiz in used_up_by(stopped.order_by().values("learner"))}
    each_learner = groupby(stopped.iterator(AT_ONCE), key=attrgetter("learner_id"))
    for learner, enrolments in each_learner:
        open_to = (
            each
            for each in enrolments
            if learner not in limited or read_standing(each.learner, each.module).next_activity
        )
        yield from islice(open_to, 1)


def _stopped(now):
    """The enrolments that learners can go on with who were in no module for 14 days.

    Those of one learner stand together, the one visited last first.
    """
    own = Enrolment.objects.filter(learner=OuterRef("learner")).values("learner")
    last_seen = own.annotate(last=Max("last_active_at")).values("last")
    return (
        Enrolment.objects.active()
        .filter(open_at(now, "module__"), completed_at=None, learner__is_active=True)
        .filter(module__retired_at=None, module__track__retired_at=None)
        .exclude(last_activity=None)
        .annotate(last_seen=Subquery(last_seen))
        .filter(last_seen__lte=now - STOPPED, last_seen__gt=now - LONG_GONE)
        .select_related("learner", "module__track")
        .order_by("learner", "-last_active_at")
    )


def _reminder(enrolment, number, now):
    return new_mail(
        STOPPED_AT,
        cause=f"module {enrolment.module_id}, {number}",
        person=enrolment.learner,
        data={"module": enrolment.module_id},
        now=now,
    )
