"""The geometry of a bar chart with two bars for each week. Pure: no database, no markup."""

from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
TOP, FOOT, SIDE = 10, 30, 36
GAP = 0.25  # of a week's width, left free between weeks
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """A rectangle of the chart, in the units of its view box."""

    series: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A label on an axis, and its place on it."""

    at: float
    label: object


@dataclass(frozen=True)
class Chart:
    """Everything that the template draws. `has_years`: its weeks lie in more than one year."""

    width: int
    height: int
    base: float
    side: int
    bars: list[Bar]
    levels: list[Mark]
    dates: list[Mark]
    has_years: bool


def week_chart(weeks, most_dates=8):
    """The `Chart` of a list of `Week`, or None where it is empty.

    At most `most_dates` weeks are labelled.
    """
    if not weeks:
        return None
    top = max(max(week.enrolled, week.completed) for week in weeks)
    step = level_step(top)
    ceiling = -(-top // step) * step
    base = HEIGHT - FOOT
    slot = (WIDTH - SIDE) / len(weeks)
    width = slot * (1 - GAP) / 2

    def height_of(count):
        return round(count / ceiling * (base - TOP), 2)

    bars = [
        Bar(
            series,
            x=round(SIDE + number * slot + slot * GAP / 2 + place * width, 2),
            y=round(base - height_of(count), 2),
            width=round(width, 2),
            height=height_of(count),
        )
        for number, week in enumerate(weeks)
        for place, (series, count) in enumerate(
            [("enrolled", week.enrolled), ("completed", week.completed)]
        )
        if count
    ]
    every = -(-len(weeks) // most_dates)
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        base=base,
        side=SIDE,
        bars=bars,
        levels=[
            Mark(round(base - height_of(level), 2), level) for level in range(0, ceiling + 1, step)
        ],
        dates=[
            Mark(round(SIDE + (number + 0.5) * slot, 2), weeks[number].starts_on)
            for number in range(0, len(weeks), every)
        ],
        has_years=weeks[0].starts_on.year != weeks[-1].starts_on.year,
    )


def level_step(top, most_levels=5):
    """The smallest of 1, 2, 5, 10, 20, … that divides `top` into at most `most_levels` parts."""
    scale = 1
    while True:
        for step in STEPS:
            if step * scale * most_levels >= top:
                return step * scale
        scale *= 10
