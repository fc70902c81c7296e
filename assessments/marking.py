"""Marking: points for answers. Pure; each format knows its own rule."""

from decimal import ROUND_HALF_UP, Decimal

from assessments.question import CENT


def mark(question, answer):
    """The `Mark` of `answer` (as parsed; None when not given) to `question`."""
    return question.mark(answer)


def percent(points, max_points):
    """`points` of `max_points` in per cent, to two decimals; 0 where there is nothing to gain."""
    if not max_points:
        return Decimal(0)
    return (Decimal(points) * 100 / Decimal(max_points)).quantize(CENT, ROUND_HALF_UP)
