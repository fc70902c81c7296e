"""When what visitors see changes by itself."""

from content.editions.edition import remembered
from learning.models import Module
from learning.opening import Opening


def next_turn(now):
    """The first moment after `now` at which a module opens or closes, or None.

    One query in each edition.
    """
    return min((moment for moment in remembered("turns", _turns) if moment > now), default=None)


def _turns():
    dates = Module.objects.active().values_list("opens_at", "closes_at")
    return [moment for pair in dates for moment in Opening(*pair).moments]
