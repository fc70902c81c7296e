"""Races, run with real threads and real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import monotonic

from django.db import connection, transaction

WAITING = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"


def together(*calls):
    """Run `calls` at the same moment, each with its own connection; return their results.

    What a call raises stands in its place among the results.
    """
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def crossing(first, second):
    """Run `second` when `first` has done everything but the commit; return both results.

    The commit comes when `second` has ended, or waits for it.
    """
    is_done, is_crossed = Event(), Event()

    def hold():
        with transaction.atomic():
            try:
                return first()
            finally:
                is_done.set()
                let_others_wait(is_crossed)

    def cross():
        is_done.wait(20)
        try:
            return second()
        finally:
            is_crossed.set()

    return together(hold, cross)


def let_others_wait(is_crossed=None):
    """Return when a transaction waits for another, or the Event `is_crossed` is there."""
    is_crossed = is_crossed or Event()
    until = monotonic() + 10
    while not (is_crossed.wait(0.05) or is_waited_for() or monotonic() > until):
        pass


def is_waited_for():
    """Whether a transaction waits for another. On SQLite every second writer does."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]
