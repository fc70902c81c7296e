"""A module with its activities, kept until the next publication: what readers and views ask for."""

from dataclasses import dataclass

from content.editions.edition import remembered
from learning.models import Activity, Module
from learning.opening import Opening


@dataclass(frozen=True)
class Syllabus:
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


def syllabus_of(key):
    """The Syllabus of the module of `key`, None where there is no such row (2 queries once)."""
    return remembered(f"syllabus-{key}", lambda: _read(key))


def syllabus_around(key):
    """The Syllabus of the module that holds the activity of `key`, or None (1 query more)."""
    module_key = remembered(f"module-of-{key}", lambda: _module_key(key))
    return module_key and syllabus_of(module_key)


def _module_key(key):
    return Activity.objects.filter(key=key).values_list("module__key", flat=True).first()


def _read(key):
    module = Module.objects.select_related("track").filter(key=key).first()
    if module is None:
        return None
    activities = tuple(module.activities.active())
    for activity in activities:
        activity.module = module
    return Syllabus(module, activities)


def opening_moments():
    """The moments at which modules open and close, for the pages that speak of them (1 query)."""
    dates = Module.objects.active().values_list("opens_at", "closes_at")
    return [moment for pair in dates for moment in Opening(*pair).moments]
