"""A module with its activities, as it is taught now."""

from collections import defaultdict
from dataclasses import dataclass

from learning.outline import Activity, Module


@dataclass(frozen=True)
class Syllabus:
    """A module and its active activities in their order."""

    module: Module
    activities: tuple[Activity, ...]

    @property
    def is_active(self):
        """Whether module and track are in use."""
        return self.module.is_offered

    def activity(self, key):
        """The active activity of `key`, or None."""
        return next((each for each in self.activities if each.key == key), None)


def read_syllabus(key):
    """The Syllabus of the module of `key`, None where there is no such row (2 queries)."""
    return next(iter(_read(Module.objects.filter(key=key), Activity.objects.active())), None)


def read_syllabuses(tracks):
    """The Syllabus of each module of `tracks` (ids), in order (2 queries).

    Those of retired modules hold the activities that were retired with them.
    """
    modules = Module.objects.filter(track__in=tracks)
    in_order = modules.order_by("track__position", "track", "position", "pk")
    return _read(in_order, Activity.objects.on_record())


def _read(modules, among):
    modules = {module.pk: module for module in modules.select_related("track")}
    activities = defaultdict(list)
    for activity in among.filter(module__in=modules):
        activity.module = modules[activity.module_id]
        activities[activity.module_id].append(activity)
    return [Syllabus(module, tuple(activities[pk])) for pk, module in modules.items()]
