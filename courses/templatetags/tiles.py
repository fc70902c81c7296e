"""Tags that draw tiles and walls of tiles."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from learning.tile import draw_tile

register = template.Library()

SMALL = 64
ORNAMENT = "-"
CORNERS = (0, 90, 180, 270)


@register.simple_tag
def tile(done: Sequence[bool], motif: str = "everyone", size: int = 96, label: str = "") -> str:
    """Draw a module's tile: `done` has one flag for each required activity, in order.

    `motif` is the audience (`sme`, `civil_servant`, anything else). `label` replaces the words
    "3 of 7 done"; `label="-"` makes the tile an ornament that assistive technology skips.
    """
    return _draw(tuple(map(bool, done)), str(motif), size, label, get_language())


@register.simple_tag
def tile_of(done: int, total: int, motif: str = "everyone", size: int = 96, label: str = "") -> str:
    """Draw a tile from two counts, filling the petals in order."""
    return tile([index < done for index in range(total)], motif, size, label)


@lru_cache(maxsize=1000)
def _draw(done, motif, size, label, language):
    """The tile as SVG in `language`, the active one. Learners at the same place share it."""
    drawn = draw_tile(done, motif=motif, is_small=size < SMALL)
    context = {
        "tile": drawn,
        "size": size,
        "is_small": size < SMALL,
        "label": "" if label == ORNAMENT else label or _meaning(drawn),
        "corners": CORNERS,
    }
    return render_to_string("components/tile.html", context)


def _meaning(tile):
    if tile.is_complete:
        return gettext("Completed")
    return gettext("%(done)s of %(total)s done") % {"done": tile.done, "total": tile.total}
