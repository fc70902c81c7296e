import re

import pytest

from learning.tile import HALF, draw_tile


def flags(done, total):
    return [index < done for index in range(total)]


@pytest.mark.parametrize("total", range(3, 25))
def test_one_petal_per_activity(total):
    tile = draw_tile(flags(2, total))
    assert len(tile.petals) == total
    assert [petal.is_done for petal in tile.petals] == flags(2, total)


@pytest.mark.parametrize(("done", "total", "filled"), [(0, 1, 0), (1, 1, 8), (1, 2, 4), (2, 2, 8)])
def test_one_or_two_activities_make_a_whole_rosette(done, total, filled):
    tile = draw_tile(flags(done, total))
    assert len(tile.petals) == 8
    assert sum(petal.is_done for petal in tile.petals) == filled


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (1, 0), (20, 16), (29, 23), (30, 24)])
def test_more_activities_than_petals_fill_in_proportion(done, filled):
    tile = draw_tile(flags(done, 30))
    assert sum(petal.is_done for petal in tile.petals) == filled
    assert (tile.done, tile.total) == (done, 30)


@pytest.mark.parametrize(
    ("done", "total", "state"),
    [(0, 0, "empty"), (0, 7, "empty"), (1, 7, "started"), (6, 7, "started"), (7, 7, "complete")],
)
def test_state(done, total, state):
    assert draw_tile(flags(done, total)).state == state


def test_petals_fill_where_the_activity_stands():
    tile = draw_tile([False, True, False, True])
    assert [petal.angle for petal in tile.petals if petal.is_done] == [90, 270]


@pytest.mark.parametrize("motif", ["sme", "civil_servant", "everyone"])
@pytest.mark.parametrize("is_small", [True, False])
@pytest.mark.parametrize("total", [1, 2, 3, 7, 24])
def test_everything_stays_inside_the_square(motif, is_small, total):
    tile = draw_tile(flags(0, total), motif=motif, is_small=is_small)
    for path in (tile.petal, tile.star, tile.corner, tile.core):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
        assert max(map(abs, numbers)) <= HALF


def test_motifs_differ_and_an_unknown_one_is_drawn_for_everyone():
    drawings = {draw_tile(flags(0, 7), motif=motif).petal for motif in ("sme", "civil_servant")}
    everyone = draw_tile(flags(0, 7))
    assert everyone.petal not in drawings
    assert len(drawings) == 2
    assert draw_tile(flags(0, 7), motif="robots") == everyone
