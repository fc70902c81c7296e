"""What learners said of the modules, counted by module, and in their own words."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from learning.models import Module, Opinion
from learning.records.opinion import Verdict

QUESTIONS = ("worth", "clear")


@dataclass(frozen=True)
class Counts:
    """How many of those who were asked about a `module` answered, and what: {verdict: number}."""

    module: Module
    finished: int
    answered: int
    told: int
    worth: Counter
    clear: Counter

    def of(self, question):
        """Pairs of a Verdict and how many gave it, for one of QUESTIONS."""
        counted = getattr(self, question)
        return [(verdict, counted[verdict.value]) for verdict in Verdict]

    @property
    def of_worth(self):
        return self.of("worth")

    @property
    def of_clear(self):
        return self.of("clear")


def read_counts():
    """The Counts of each module that somebody completed, in the outline's order. Two queries."""
    is_done = Q(enrolments__completed_at__isnull=False)
    modules = (
        Module.objects.select_related("track")
        .annotate(finished=Count("enrolments", filter=is_done))
        .filter(finished__gt=0)
        .order_by("track__position", "position", "pk")
    )
    rows = Opinion.objects.values_list(
        "module", "worth", "clear", "is_declined", "answered_at", "told_at"
    )
    found = {module.pk: _nothing(module) for module in modules}
    for pk, worth, clear, is_declined, answered_at, told_at in rows.iterator():
        if pk in found:
            counts = found[pk]
            counts["answered"] += bool(answered_at and not is_declined)
            counts["told"] += bool(told_at)
            counts["worth"][worth] += 1
            counts["clear"][clear] += 1
    return [Counts(**counts) for counts in found.values()]


def _nothing(module):
    return {
        "module": module,
        "finished": module.finished,
        "answered": 0,
        "told": 0,
        "worth": Counter(),
        "clear": Counter(),
    }


def read_words(module):
    """The Opinions about `module` with words of the learner's own, the last first. One query."""
    is_empty = Q(missing="", used="", hindered="")
    own = Opinion.objects.filter(module=module).exclude(is_empty)
    return own.select_related("learner__organisation").order_by("-answered_at", "-pk")
