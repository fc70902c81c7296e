import datetime

import pytest

from reporting.chart import level_step, week_chart
from reporting.weekly_counts import Week

MONDAY = datetime.date(2026, 1, 5)


def weeks(*counts):
    return [
        Week(MONDAY + datetime.timedelta(weeks=number), *pair) for number, pair in enumerate(counts)
    ]


def test_no_weeks_no_chart():
    assert week_chart([]) is None


@pytest.mark.parametrize(
    ("top", "step"), [(1, 1), (5, 1), (6, 2), (11, 5), (26, 10), (99, 20), (101, 50), (4000, 1000)]
)
def test_level_step(top, step):
    assert level_step(top) == step


def test_bars_are_as_high_as_their_counts():
    chart = week_chart(weeks((4, 2), (0, 1)))
    heights = {(bar.series, bar.x): bar.height for bar in chart.bars}
    assert len(heights) == 3
    [four, two, one] = [bar.height for bar in chart.bars]
    assert four == pytest.approx(2 * two) == pytest.approx(4 * one)
    assert all(bar.y + bar.height == pytest.approx(chart.base) for bar in chart.bars)
    assert chart.levels[0].label == 0
    assert chart.levels[-1].label >= 4


def test_a_year_has_few_labels_and_stays_inside():
    chart = week_chart(weeks(*[(number % 7, number % 3) for number in range(52)]))
    assert len(chart.dates) <= 8
    assert all(chart.side <= bar.x and bar.x + bar.width <= chart.width for bar in chart.bars)


@pytest.mark.parametrize(("length", "has_years"), [(52, False), (53, True)])
def test_years_are_named_where_there_are_several(length, has_years):
    assert week_chart(weeks(*[(1, 0)] * length)).has_years is has_years
