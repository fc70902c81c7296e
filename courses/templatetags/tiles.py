"""Tags that draw tiles and walls of tiles."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext

from learning.tile import MOTIFS, Tile, draw_tile

register = template.Library()

SMALL = 64
ORNAMENT = "-"
CORNERS = (0, 90, 180, 270)


def _context(tile: Tile, size: int, label: str) -> dict:
    return {
        "tile": tile,
        "size": size,
        "is_small": size < SMALL,
        "label": "" if label == ORNAMENT else label or _meaning(tile),
        "corners": CORNERS,
    }


def _meaning(tile):
    if tile.is_complete:
        return gettext("Completed")
    return gettext("%(done)s of %(total)s done") % {"done": tile.done, "total": tile.total}


@register.inclusion_tag("components/tile.html")
def tile(done: Sequence[bool], motif: str = "everyone", size: int = 96, label: str = "") -> dict:
    """Draw a module's tile: `done` has one flag for each required activity, in order.

    `motif` is the audience (`sme`, `civil_servant`, anything else). `label` replaces the words
    "3 of 7 done"; `label="-"` makes the tile an ornament that assistive technology skips.
    """
    return _context(draw_tile(done, motif=motif, is_small=size < SMALL), size, label)


@register.inclusion_tag("components/tile.html")
def tile_of(
    done: int, total: int, motif: str = "everyone", size: int = 96, label: str = ""
) -> dict:
    """Draw a tile from two counts, filling the petals in order."""
    flags = [index < done for index in range(total)]
    return _context(draw_tile(flags, motif=motif, is_small=size < SMALL), size, label)


@register.inclusion_tag("components/wall.html")
def ornament_wall(count: int = 12, size: int = 96) -> dict:
    """Draw a wall of finished tiles in the three colours, as an ornament."""
    return {
        "items": [
            {"done": [True] * (6 + index * 5 % 4), "motif": MOTIFS[(index + index // 4) % 3]}
            for index in range(count)
        ],
        "size": size,
    }
