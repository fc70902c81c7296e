"""The types of activities: a registry that the app with their pages fills in.

What differs between a lesson, a quiz and a case study is said once, in the `ActivityType` that
stands beside the page type (`courses/pages/`). Everything else asks `activity.type`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from learning.choices import CompletionRule


@dataclass(frozen=True)
class ActivityType:
    """What is the same for all activities of a kind.

    `kind` is the word that the outline keeps, `icon` the name of a file in `static/vendor/lucide`.
    The words may be lazy translations: `name`, such as “Quiz”; `start` and `go_on`, what a button
    says that leads to one; `place`, what its page says of where it stands, if anything. In them
    `%(number)s` is its place among those of its kind in the module, in `place` of `%(total)s`.
    `rules` are the ways to complete one, the first by default. `needs_enrolment`: nobody opens it
    without, whatever the module allows. `is_scored`: attempts give points.
    """

    kind: str
    icon: str
    name: str
    start: str
    go_on: str
    place: str = ""
    rules: tuple[CompletionRule, ...] = (CompletionRule.BUTTON,)
    needs_enrolment: bool = False
    is_scored: bool = False

    @property
    def rule_choices(self):
        """Its rules as the choices of a field."""
        return [(rule.value, rule.label) for rule in self.rules]


_types: dict[str, ActivityType] = {}
ACTIVITY_TYPES: Mapping[str, ActivityType] = MappingProxyType(_types)


def register_type(activity_type):
    """Add `activity_type` to ACTIVITY_TYPES. Raises ValueError where its kind is taken."""
    if _types.setdefault(activity_type.kind, activity_type) is not activity_type:
        raise ValueError(f"Two types of activities call themselves {activity_type.kind!r}.")


def closed_kinds():
    """The kinds of activities that nobody opens without enrolment."""
    return [each.kind for each in ACTIVITY_TYPES.values() if each.needs_enrolment]
