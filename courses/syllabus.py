"""Modules with their activities, kept for the edition: what readers, views and screens ask for."""

from content.editions.edition import remembered
from learning.models import Activity, Module
from learning.opening import Opening
from learning.syllabus import read_syllabus, read_syllabuses


def syllabus_of(key):
    """The Syllabus of the module of `key`, None where there is no such row (2 queries once)."""
    return remembered(f"syllabus-{key}", lambda: read_syllabus(key))


def syllabus_around(key):
    """The Syllabus of the module that holds the activity of `key`, or None (1 query more)."""
    module_key = remembered(f"module-of-{key}", lambda: _module_key(key))
    return module_key and syllabus_of(module_key)


def syllabuses_of(tracks):
    """What `learning.syllabus.read_syllabuses` reads of `tracks` (ids; 2 queries once)."""
    name = "-".join(map(str, sorted(tracks)))
    return remembered(f"syllabuses-{name}", lambda: read_syllabuses(tracks))


def _module_key(key):
    return Activity.objects.filter(key=key).values_list("module__key", flat=True).first()


def opening_moments():
    """The moments at which modules open and close, for the pages that speak of them (1 query)."""
    dates = Module.objects.active().values_list("opens_at", "closes_at")
    return [moment for pair in dates for moment in Opening(*pair).moments]
