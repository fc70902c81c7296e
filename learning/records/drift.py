"""What is kept twice, compared: counts with what they count, records with their history.

An app registers its comparisons in `AppConfig.ready`; `manage.py check_records` makes them all.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.actor import Actor
from learning.choices import EntryKind, EntryReason
from learning.outline import OutlineRow
from learning.records.history import SUBJECTS, HistoryEntry, one_act, record_change

logger = logging.getLogger(__name__)

CHECK = Actor.job("check_records")
AT_ONCE = 500


@dataclass(frozen=True)
class Drift:
    """A record of a learner about a track, module or activity that is off.

    `what` is off about it, in English. `mend` puts it right, within an act of its own; without one
    it needs a person.
    """

    learner_id: int
    about: OutlineRow
    what: str
    mend: Callable[[], None] | None = None

    def __str__(self):
        learner = get_user_model().objects.filter(pk=self.learner_id).first()
        return f"{learner} – {self.about}: {self.what}"

    @property
    def place(self):
        """The same without a name, for the log."""
        kind = self.about._meta.model_name
        return f"learner {self.learner_id}, {kind} {self.about.pk}: {self.what}"


comparisons: list[Callable[[], Iterator[Drift]]] = []


def register_comparison(comparison):
    """Add a function that yields each `Drift` of what it compares; the last added is made last."""
    comparisons.append(comparison)


def find_drifts():
    """Each `Drift` of every comparison, as it is found. Nothing is written."""
    for compare in comparisons:
        yield from compare()


def repair_drifts():
    """Mend what can be mended, as it is found; yields each `Drift` found, and whether it is mended.

    Each repair is logged, and told by the history.
    """
    for compare in comparisons:
        is_going_on = True
        while is_going_on:
            drifts = list(islice(compare(), AT_ONCE))
            mended = [_mend(drift) for drift in drifts]
            yield from zip(drifts, mended, strict=True)
            is_going_on = len(drifts) == AT_ONCE and any(mended)


def _mend(drift):
    if drift.mend is None:
        return False
    try:
        with one_act():
            drift.mend()
    except IntegrityError:  # something else stands there, and only a person can say which is right
        logger.exception("Not to be repaired: %s", drift.place)
        return False
    logger.warning("Repaired: %s", drift.place)
    return True


def record_repair(*, learner_id, about, reason):
    """Record that a record of the learner about something was put right, and why."""
    record_change(
        EntryKind.REPAIRED,
        learners=[learner_id],
        about=about,
        actor=CHECK,
        happened_at=timezone.now(),
        reason=reason,
    )


@dataclass(frozen=True)
class Kept:
    """The records of which the history tells.

    `columns`: {column of the entry: column of the record}, with `on` for the date. `records` reads
    the records.
    """

    columns: dict[str, str]
    records: Callable[[], QuerySet]

    def rows(self):
        """The columns of all records, as the history has them."""
        return self.records().order_by().values_list(*self.columns.values())

    def holds(self, row):
        """Whether `row`, {column of the entry: value}, is on record."""
        values = {self.columns[name]: value for name, value in row.items()}
        return self.records().filter(**values).exists()


@dataclass(frozen=True)
class Told:
    """Compares records of one kind with the entries of `kind` that tell of them.

    `kept`: where the records are, each Kept with the same columns of the entry. What the history
    tells and is not on record is put back by `restore(row)`, which also moves a date that differs;
    what is on record and not told is told, with `details(row)`. Both take {column of the entry:
    value}. What a later entry of the kind `ended_by` ended, about the same activity, is not on
    record.
    """

    kind: EntryKind
    kept: tuple[Kept, ...]
    restore: Callable[[dict], None] | None = None
    details: Callable[[dict], dict] = lambda row: {}
    ended_by: EntryKind | None = None

    def __call__(self):
        same = {name: OuterRef(name) for name in ("learner", "activity")}
        ended = HistoryEntry.objects.filter(kind=self.ended_by, pk__gt=OuterRef("pk"), **same)
        entries = HistoryEntry.objects.filter(kind=self.kind).order_by()
        if self.ended_by:
            entries = entries.filter(~Exists(ended))
        dated = entries.annotate(on=Coalesce("dated_at", "happened_at"))
        told = dated.values_list(*self._columns)
        restore = self._restore if self.restore else None
        moved = Counter()
        for values in told.difference(*(kept.rows() for kept in self.kept)).iterator():
            row = self._row(values)
            moved[self._whose(row)] += 1
            yield self._drift(row, "told by the history, not on record", restore)
        for kept in self.kept:
            for values in kept.rows().difference(told).iterator():
                row = self._row(values)
                if moved[self._whose(row)]:  # what is told with another date is one drift, not two
                    moved[self._whose(row)] -= 1
                else:
                    yield self._drift(row, "on record, not told by the history", self._tell)

    @property
    def _columns(self):
        return [*self.kept[0].columns]

    def _row(self, values):
        return dict(zip(self._columns, values, strict=True))

    def _whose(self, row):
        return tuple(value for name, value in row.items() if name != "on")

    def _drift(self, row, what, mend):
        about = self._about(row)
        what = f"{self.kind} on {row['on']:%Y-%m-%d at %H:%M:%S} is {what}"
        return Drift(row["learner_id"], about, what, partial(mend, row, about) if mend else None)

    def _about(self, row):
        [(model, name)] = [pair for pair in SUBJECTS.items() if f"{pair[1]}_id" in row]
        return model.objects.get(pk=row[f"{name}_id"])

    def _restore(self, row, about):
        self.restore(row)
        reason = EntryReason.RECORD_DIFFERED
        record_repair(learner_id=row["learner_id"], about=about, reason=reason)

    def _tell(self, row, about):
        if any(kept.holds(row) for kept in self.kept):  # else it was put in line meanwhile
            record_change(
                self.kind,
                learners=[row["learner_id"]],
                about=about,
                attempt_id=row.get("attempt_id"),
                actor=CHECK,
                happened_at=timezone.now(),
                dated_at=row["on"],
                reason=EntryReason.ENTRY_MISSING,
                data=self.details(row),
            )
