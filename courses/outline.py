"""The outline as screens and access read it: kept from one publication to the next."""

from dataclasses import dataclass

from content.editions.edition import remembered
from learning.models import Activity, Module
from learning.opening import Opening


@dataclass(frozen=True)
class Outline:
    """A module and its active activities in their order."""

    module: Module
    activities: tuple[Activity, ...]

    @property
    def is_active(self):
        """Whether module and track are in use."""
        return self.module.is_active and self.module.track.is_active

    def activity(self, key):
        """The active activity of `key`, or None."""
        return next((each for each in self.activities if each.key == key), None)


def outline_of(key):
    """The Outline of the module of `key`, None where there is no such row (2 queries once)."""
    return remembered(f"outline-{key}", lambda: _read(key))


def outline_around(key):
    """The Outline of the module that holds the activity of `key`, or None (1 query more)."""
    module_key = remembered(f"module-of-{key}", lambda: _module_key(key))
    return module_key and outline_of(module_key)


def _module_key(key):
    return Activity.objects.filter(key=key).values_list("module__key", flat=True).first()


def _read(key):
    module = Module.objects.select_related("track").filter(key=key).first()
    if module is None:
        return None
    activities = tuple(module.activities.active())
    for activity in activities:
        activity.module = module
    return Outline(module, activities)


def opening_moments():
    """The moments at which modules open and close, for the pages that speak of them (1 query)."""
    dates = Module.objects.active().values_list("opens_at", "closes_at")
    return [moment for pair in dates for moment in Opening(*pair).moments]
