"""The tile: a module's progress as an eight-pointed star with one petal per required activity.

Geometry only. The star is the one of the star-and-cross tiling: its points touch the middle and
the corners of the inscribed octagon, so that four tiles side by side join into a cross. Colours
come from the page's style sheet, or from a palette where there is none (print, favicon).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOTIFS = ("sme", "civil_servant", "everyone")
MAX_PETALS = 24

HALF = 48
STAR_RADIUS = 46.5
NOTCH = math.cos(math.pi / 4) / math.cos(math.pi / 8)
GROUT = 3.2


@dataclass(frozen=True)
class Petal:
    """One required activity: the angle it stands at, and whether it is done."""

    angle: float
    is_done: bool


@dataclass(frozen=True)
class Tile:
    """What is drawn: path data in a square from -48 to 48, petals pointing up before rotation."""

    motif: str
    done: int
    total: int
    petals: tuple[Petal, ...]
    petal: str
    star: str
    corner: str
    core: str

    @property
    def is_complete(self) -> bool:
        return 0 < self.total == self.done

    @property
    def state(self) -> str:
        """Return `empty`, `started` or `complete`."""
        if self.is_complete:
            return "complete"
        return "started" if self.done else "empty"


def draw_tile(done: Sequence[bool], *, motif: str = "everyone", is_small: bool = False) -> Tile:
    """Return the tile for activities in order, each marked done or not.

    A small tile (under about 64 px) gets wider petals and a larger core. One or two activities
    have several petals each, so that the rosette stays whole. More than 24 activities share 24
    petals, filled in proportion and all of them only when everything is done.
    """
    if motif not in MOTIFS:
        motif = "everyone"
    facts = [bool(flag) for flag in done]
    flags = _share(facts)
    step = 360 / len(flags)
    petals = tuple(Petal(round(index * step, 2), flag) for index, flag in enumerate(flags))
    return Tile(
        motif=motif,
        done=sum(facts),
        total=len(facts),
        petals=petals,
        petal=_petal(len(flags), motif, is_small),
        star=_star(STAR_RADIUS, STAR_RADIUS * NOTCH),
        corner=_corner(),
        core=_core(motif, 10.5 if is_small else 8),
    )


def _share(flags: list[bool]) -> list[bool]:
    total = len(flags)
    if total in (1, 2):
        return [flag for flag in flags for _ in range(8 // total)]
    if total <= MAX_PETALS:
        return flags or [False] * 8
    filled = math.floor(sum(flags) / total * MAX_PETALS)
    return [index < filled for index in range(MAX_PETALS)]


def _point(radius: float, degrees: float) -> str:
    angle = math.radians(degrees - 90)
    return f"{_short(radius * math.cos(angle))} {_short(radius * math.sin(angle))}"


def _short(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _polygon(points: list[str]) -> str:
    return "M" + "L".join(points) + "Z"


def _star(tip: float, notch: float, points: int = 8, turn: float = 0) -> str:
    half = 180 / points
    return _polygon(
        [_point(notch if k % 2 else tip, turn + k * half) for k in range(2 * points)],
    )


def _corner() -> str:
    """Return the quarter of the cross in the corner at the lower right, a joint's width inside."""
    tip, notch = STAR_RADIUS, STAR_RADIUS * NOTCH
    out = GROUT / math.cos(math.pi / 8)
    points = [(HALF, HALF)]
    points.append((HALF, GROUT * 1.45))
    for radius, degrees in ((notch + out, 112.5), (tip + out, 135), (notch + out, 157.5)):
        angle = math.radians(degrees - 90)
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    points.append((GROUT * 1.45, HALF))
    return _polygon([f"{_short(x)} {_short(y)}" for x, y in points])


def _petal(count: int, motif: str, is_small: bool) -> str:
    """Return one petal pointing up, as wide as its share of the circle allows."""
    base, tip = (12.5, 36) if is_small else (11, 34)
    belly = base + (tip - base) * 0.58
    share = math.tan(min(math.pi / count, 0.62))
    width = min(belly * share * (0.86 if is_small else 0.78), 12.5)
    if motif == "sme":  # a leaf, pointed at both ends
        return (
            f"M0 {-base}C{_short(width * 1.25)} {_short(-belly + 4)} "
            f"{_short(width * 1.1)} {_short(-belly - 4)} 0 {-tip}"
            f"C{_short(-width * 1.1)} {_short(-belly - 4)} "
            f"{_short(-width * 1.25)} {_short(-belly + 4)} 0 {-base}Z"
        )
    if motif == "civil_servant":  # a window: straight sides, pointed arch
        foot = min(base * share * 0.62, width)
        shoulder = belly + 2
        return (
            f"M{_short(-foot)} {-base}L{_short(-width)} {_short(-shoulder)}"
            f"Q{_short(-width)} {_short(-tip + 3.5)} 0 {-tip}"
            f"Q{_short(width)} {_short(-tip + 3.5)} {_short(width)} {_short(-shoulder)}"
            f"L{_short(foot)} {-base}Z"
        )
    round_end = tip - min(width, 6)  # an olive: narrow foot, round end
    return (
        f"M0 {-base}C{_short(width * 0.5)} {_short(-base - 5)} {_short(width)} "
        f"{_short(-belly + 3)} {_short(width)} {_short(-round_end)}"
        f"C{_short(width)} {_short(-tip)} {_short(-width)} {_short(-tip)} "
        f"{_short(-width)} {_short(-round_end)}"
        f"C{_short(-width)} {_short(-belly + 3)} {_short(-width * 0.5)} {_short(-base - 5)} "
        f"0 {-base}Z"
    )


def _core(motif: str, radius: float) -> str:
    if motif == "sme":
        return _star(radius, radius * NOTCH)
    if motif == "civil_servant":
        return _polygon([_point(radius * 0.95, 22.5 + k * 45) for k in range(8)])
    return _polygon([_point(radius, k * 90) for k in range(4)])
