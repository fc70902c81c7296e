"""The history: an entry for each change of a learner's record, which is only ever added to."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from time import monotonic, sleep

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from learning.actor import Actor
from learning.choices import ActorKind, EntryKind
from learning.outline import Activity, Module, Track
from learning.records.insertion import insert_and_name, insert_one
from learning.signals import history_written

AT_ONCE = 2000
FEW = 20
PAUSE = 0.02  # seconds
SUBJECTS = {Track: "track", Module: "module", Activity: "activity"}
KINDS = dict(EntryKind.choices)
# What happens to a learner once for each activity, module or track.
ONCE = {
    "activity": [EntryKind.ACTIVITY_COMPLETED, EntryKind.PASS_GIVEN],
    "module": [EntryKind.ENROLLED, EntryKind.MODULE_COMPLETED],
    "track": [EntryKind.TRACK_COMPLETED],
}


def _one_subject():
    """A Q: the entry is about one of track, module and activity."""
    return Q(
        *(
            Q(**{f"{name}__isnull": name != subject for name in SUBJECTS.values()})
            for subject in SUBJECTS.values()
        ),
        _connector=Q.OR,
    )


def _link_to(model, on_delete, verbose_name=None):
    """A key without a constraint in the database, which would lock the row it points to.

    `recount_track` holds the modules while it waits for the learners who are writing.
    """
    return models.ForeignKey(
        model,
        on_delete=on_delete,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=verbose_name,
    )


class HistoryEntry(models.Model):
    """One change of a learner's record: what, who did it, when and why.

    It is written in the transaction that changes the record (`record_change`), and the database
    refuses to change or delete it. `happened_at` is the moment of the act; `dated_at` is the date
    that the record carries, where that is another one. The people who acted are kept as ids, so
    that staff may leave.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="history"
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=EntryKind.choices)
    track = _link_to(Track, on_delete=models.PROTECT)
    module = _link_to(Module, on_delete=models.PROTECT)
    activity = _link_to(Activity, on_delete=models.PROTECT)
    attempt_id = models.BigIntegerField(_("attempt"), null=True)
    happened_at = models.DateTimeField(_("happened at"))
    dated_at = models.DateTimeField(_("dated at"), null=True)
    actor_kind = models.CharField(_("kind of actor"), max_length=20, choices=ActorKind.choices)
    actor_person = _link_to(settings.AUTH_USER_MODEL, models.DO_NOTHING, _("who did it"))
    actor_on_behalf_of = _link_to(settings.AUTH_USER_MODEL, models.DO_NOTHING, _("on behalf of"))
    actor_name = models.CharField(_("job or import"), max_length=50, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        constraints = [
            models.CheckConstraint(condition=_one_subject(), name="history_has_one_subject"),
            models.CheckConstraint(
                condition=Q(actor_person__isnull=False)
                | ~Q(actor_kind__in=[ActorKind.PERSON, ActorKind.ON_BEHALF]),
                name="history_knows_its_person",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(kind__in=kinds) | Q(**{f"{subject}__isnull": False}),
                    name=f"history_knows_its_{subject}",
                )
                for subject, kinds in ONCE.items()
            ),
            *(
                models.UniqueConstraint(
                    fields=["learner", "kind", subject],
                    condition=Q(kind__in=kinds),
                    name=f"history_once_for_each_{subject}",
                )
                for subject, kinds in ONCE.items()
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.words}"

    @property
    def words(self):
        """What happened, as a sentence in the active language."""
        facts = self.facts
        if self.kind == EntryKind.OTHER_ACCOUNT:
            facts["what"] = str(KINDS.get(self.details.get("was"), "–")) % facts
        return str(KINDS.get(self.kind, self.kind)) % facts

    @property
    def details(self):
        """The details by name; none where they cannot be read."""
        return self.data if isinstance(self.data, dict) else {}

    @property
    def facts(self):
        """The details and the title of its subject by name, and “–” for what is not there."""
        return defaultdict(lambda: "–", self.details, title=self.subject.title)

    @property
    def subject(self):
        """The track, module or activity that it is about."""
        return self.activity or self.module or self.track

    @property
    def date(self):
        """The date that the record carries."""
        return self.dated_at or self.happened_at

    @property
    def actor(self):
        """Who did it."""
        return Actor(
            ActorKind(self.actor_kind),
            self.actor_person_id,
            self.actor_on_behalf_of_id,
            self.actor_name,
        )


@dataclass
class _Act:
    """What is recorded within one block of a transaction.

    `entries` are to be written; of those that are, `written` holds the ids.
    """

    block: tuple
    entries: list[HistoryEntry] = field(default_factory=list)
    written: list[int] = field(default_factory=list)

    def write(self):
        """Write the entries."""
        if len(self.entries) == 1:
            insert_one(self.entries[0])
        else:
            HistoryEntry.objects.bulk_create(self.entries, batch_size=AT_ONCE)
        self.written += [entry.pk for entry in self.entries]
        self.entries.clear()

    def tell(self):
        """Tell of what is written after the commit."""
        send = partial(history_written.send_robust, sender=HistoryEntry, entries=self.written)
        transaction.on_commit(send, robust=True)


_current = ContextVar("the act under way", default=None)


def _block():
    """The block of a transaction that is open now."""
    return connection.in_atomic_block, *connection.savepoint_ids


def _act_of_block():
    """The act under way, if no savepoint was set since, which could be rolled back without it."""
    act = _current.get()
    return act if act and act.block == _block() else None


@contextmanager
def one_act():
    """A context manager, or decorator: a transaction that changes records of learners.

    The entries that `record_change` makes within it are written together at its end, and one signal
    tells of them after the commit. An act within another one is a part of that. Of very
    many entries some thousand are written at a time, so that memory need not hold them.
    """
    outer = _act_of_block()
    with transaction.atomic():
        act = _Act(_block())
        token = _current.set(act)
        try:
            yield act
        finally:
            _current.reset(token)
        if not outer and (act.entries or act.written):
            act.write()
            act.tell()
    if outer:
        outer.entries += act.entries
        outer.written += act.written


def record_change(
    kind: EntryKind,
    *,
    learners: Iterable[int],
    about: Track | Module | Activity,
    actor: Actor,
    happened_at,
    dated_at=None,
    attempt_id=None,
    reason="",
    data=None,
):
    """Make a HistoryEntry of this `kind` for each of `learners` (ids), whose records were changed.

    `about` is the track, module or activity of the record; `actor` changed it at `happened_at`, and
    the record carries the date `dated_at`, where that is another one. `data` holds what else has to
    be known, without names. The caller's transaction changes the record; the entries are written
    with it, within `one_act` at its end.
    """
    facts = _facts(kind, about, actor, happened_at, reason, data)
    act = _act_of_block()
    with nullcontext(act) if act else one_act() as act:
        act.entries += [
            HistoryEntry(
                learner_id=learner,
                attempt_id=attempt_id,
                dated_at=None if dated_at == happened_at else dated_at,
                **facts,
            )
            for learner in learners
        ]
        if len(act.entries) >= AT_ONCE:
            act.write()


def record_each(
    kind: EntryKind,
    rows: models.QuerySet,
    *,
    about: Track | Module | Activity,
    actor: Actor,
    happened_at,
    dated_at=None,
    attempt_id=None,
    reason="",
    data=None,
):
    """Make a HistoryEntry as `record_change` does for each of `rows`, which have a `learner`.

    `dated_at` and `attempt_id` are expressions over `rows`. It is one query for any number, and
    reads nothing but the ids of the entries.
    """
    columns = _facts(kind, about, actor, happened_at, reason, data)
    columns |= {"dated_at": dated_at, "attempt_id": attempt_id}
    act = _act_of_block()
    with nullcontext(act) if act else one_act() as act:
        act.write()  # what was recorded before has lower ids
        act.written += insert_and_name(
            HistoryEntry,
            rows.order_by("pk"),
            learner_id=F("learner"),
            **{name: _expression(name, value) for name, value in columns.items()},
        )


def record_completed(kind, completed, rows, act):
    """Record what was completed by each of `completed`: pairs of learner (id) and date.

    `rows`: where these dates stand; `act`: what `record_change` takes beside them. A few entries
    are written with all others of the act, without a query of their own.
    """
    if len(completed) > FEW:
        own = rows.filter(learner__in=[learner for learner, _date in completed])
        record_each(kind, own, dated_at=F("completed_at"), **act)
        return
    for learner, date in completed:
        record_change(kind, learners=[learner], dated_at=date, **act)


def _facts(kind, about, actor, happened_at, reason, data):
    """{field: value} of what entries have in common."""
    subject = {f"{name}_id": None for name in SUBJECTS.values()}  # to spare Django asking
    subject[f"{SUBJECTS[type(about)]}_id"] = about.pk
    return {
        "kind": kind,
        **subject,
        "happened_at": happened_at,
        "actor_kind": actor.kind,
        "actor_person_id": actor.person_id,
        "actor_on_behalf_of_id": actor.on_behalf_of_id,
        "actor_name": actor.name,
        "reason": reason,
        "data": data or {},
    }


def _expression(name, value):
    """`value` of the field `name` as an expression."""
    if hasattr(value, "resolve_expression"):
        return value
    return Value(value, output_field=HistoryEntry._meta.get_field(name))


def entries_after(pk, patience=5):
    """The entries written after the one of this id (0: all), the first first, as a queryset.

    Whoever reads on from the last id that they saw misses none. On PostgreSQL a lower id may be
    committed after a higher one, so this waits for the transactions that are writing entries now;
    where one takes longer than `patience` (seconds) there are none yet.
    """
    newest = HistoryEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    if connection.vendor == "postgresql" and not _writers_are_done(patience):
        return HistoryEntry.objects.none()
    return HistoryEntry.objects.filter(pk__gt=pk, pk__lte=newest).order_by("pk")


# Who writes entries holds this lock on their table from before the first id is drawn to the end.
WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE relation = %s::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
"""


def _writers_are_done(patience):
    """Wait until each transaction that writes entries now has ended; whether they all have."""
    until = monotonic() + patience
    busy = _writers()
    while busy and monotonic() < until:
        sleep(PAUSE)
        busy &= _writers()
    return not busy


def _writers():
    with connection.cursor() as cursor:
        cursor.execute(WRITERS, [HistoryEntry._meta.db_table])
        return {name for [name] in cursor.fetchall()}


@contextmanager
def rewriting_history():
    """Within it the database lets entries be changed and deleted.

    To erase a person, and to lead what two accounts of one person tell together; no more.

    A transaction of its own; others stay bound meanwhile.
    """
    opened, closed = REWRITING[connection.vendor]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opened)
        yield
        cursor.execute(closed)


# What the triggers look at: see the migration that made them.
REWRITING = {
    "postgresql": (
        "SELECT set_config('portal.rewriting_history', 'on', true)",
        "SELECT set_config('portal.rewriting_history', 'off', true)",
    ),
    "sqlite": (
        "INSERT INTO learning_rewriting_history VALUES (1)",
        "DELETE FROM learning_rewriting_history",
    ),
}
