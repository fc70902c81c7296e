"""Moments at which pages change by the clock, with nobody publishing anything.

What Wagtail plans (going live, expiring) is none: the job that does it begins a new edition.
"""

from itertools import chain

from content.editions.edition import remembered

_readers = []


def declare_moments(read_moments):
    """Let `read_moments()` say when pages change by the clock: an iterable of datetimes.

    It is asked once in each edition, and may name past moments too.
    """
    if read_moments not in _readers:
        _readers.append(read_moments)


def next_moment(now):
    """The first moment after `now` at which a page changes by the clock, or None."""
    return min(
        (moment for moment in remembered("moments", _read_all) if moment > now), default=None
    )


def _read_all():
    return list(chain.from_iterable(read_moments() for read_moments in _readers))
