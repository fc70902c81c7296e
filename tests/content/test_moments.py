"""Moments at which pages change by the clock, from all who know of some."""

from datetime import UTC, datetime, timedelta

import pytest

from content.editions import moments
from content.editions.moments import declare_moments, next_moment

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def nothing_declared(monkeypatch):
    monkeypatch.setattr(moments, "_readers", [])


def test_the_next_of_all_declared_moments_counts(nothing_declared):
    declare_moments(lambda: [NOW - HOUR, NOW + 3 * HOUR])
    declare_moments(lambda: [NOW, NOW + 2 * HOUR])
    assert next_moment(NOW) == NOW + 2 * HOUR
    assert next_moment(NOW + 2 * HOUR) == NOW + 3 * HOUR
    assert next_moment(NOW + 3 * HOUR) is None


def test_without_declarations_nothing_changes_by_the_clock(nothing_declared):
    assert next_moment(NOW) is None


def test_who_declares_twice_is_asked_once(nothing_declared):
    asked = []

    def read_moments():
        asked.append(1)
        return []

    declare_moments(read_moments)
    declare_moments(read_moments)
    next_moment(NOW)
    assert asked == [1]
