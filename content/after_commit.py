"""Collects in a thread what a transaction changes, and acts on all of it once, after the commit.

What a savepoint or a transaction that is rolled back had noted is forgotten. Django drops its
callbacks then, and these alone hold the notes: here they are known by weak references. So nothing
is left for the next request or test either.
"""

import logging
import threading
from enum import IntEnum
from weakref import WeakSet

from django.db import transaction

logger = logging.getLogger(__name__)


class Stage(IntEnum):
    """What follows a commit, in this order, whichever was noted first."""

    TREES = 1  # the trees of the other languages mirror the English one
    TRANSLATIONS = 2  # they show what was published in English
    OUTLINE = 3  # what is compiled from the pages
    EDITION = 4  # what was kept for readers is made anew


class AfterCommit:
    """Calls `act(values)` once after a commit, with the set of all values noted before it.

    What `act` notes itself follows in the same way, before the stages that are still to come. Where
    it fails, that is logged, and the other stages follow all the same.
    """

    def __init__(self, stage, act):
        self.stage = stage
        self.act = act

    def note(self, value):
        """Have `act` called with `value` after the commit; outside a transaction at once."""
        note = _Note(self, value)
        _thread.notes.add(note)
        transaction.on_commit(note.follow_commit, robust=True)


class _Note:
    def __init__(self, collector, value):
        self.collector = collector
        self.value = value

    def follow_commit(self):
        """Act on this and all other notes, of which this is the first that Django calls."""
        for note in list(_thread.notes):
            _thread.due.setdefault(note.collector, set()).add(note.value)
        _thread.notes.clear()
        if not _thread.is_acting:
            _act_on_all_due()


class _Thread(threading.local):
    def __init__(self):
        self.notes = WeakSet()  # of transactions that are not committed yet
        self.due = {}  # collector: values of committed transactions
        self.is_acting = False


_thread = _Thread()


def _act_on_all_due():
    _thread.is_acting = True
    try:
        while _thread.due:
            collector = min(_thread.due, key=lambda each: each.stage)
            values = _thread.due.pop(collector)
            try:
                collector.act(values)
            except Exception:
                logger.exception("What follows a commit failed: %s", collector.stage.name)
    finally:
        _thread.due.clear()
        _thread.is_acting = False
