from decimal import Decimal

import pytest

from learning.derived.progress import Progress, calculate_progress
from learning.derived.standing import Standing
from learning.models import Activity


@pytest.mark.parametrize(
    ("required", "completed", "progress", "percent", "is_complete"),
    [
        ([], [], Progress(0, 0), 0, False),
        ([], [1], Progress(0, 0), 0, False),
        ([1, 2, 3], [], Progress(0, 3), 0, False),
        ([1, 2, 3], [1], Progress(1, 3), 33, False),
        ([1, 2, 3], [1, 2], Progress(2, 3), 66, False),
        ([1, 2, 3], [1, 2, 3], Progress(3, 3), 100, True),
        ([1, 2], [1, 2, 3, 4], Progress(2, 2), 100, True),
        ([1, 2, 3], [3, 4, 5], Progress(1, 3), 33, False),
        (range(1000), range(999), Progress(999, 1000), 99, False),
        ([1, 1, 2], [1, 1], Progress(1, 2), 50, False),
    ],
)
def test_progress_is_what_is_done_of_what_is_required_now(
    required, completed, progress, percent, is_complete
):
    result = calculate_progress(required, completed)
    assert result == progress
    assert result.percent == percent
    assert result.is_complete is is_complete
    assert result.left == len(set(required) - set(completed))


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(0, None), (89, None), (90, "1.5"), (104, "1.5"), (106, "2"), (140, "2.5"), (600, "10")],
)
def test_long_times_are_told_in_half_hours(minutes, hours):
    activity = Activity(pk=1, minutes=minutes, is_required=True)
    standing = Standing(user=None, module=None, activities=(activity,))
    assert standing.minutes_left == minutes
    assert standing.hours_left == (hours and Decimal(hours))
