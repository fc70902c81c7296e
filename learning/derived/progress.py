"""How far a learner has come. Derived whenever a learner sees it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """What is done of what is required now."""

    done: int
    total: int

    @property
    def percent(self):
        """Rounded down, so that 100 means complete; 0 where nothing is required."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def left(self):
        """How many are still to be done."""
        return self.total - self.done

    @property
    def is_complete(self):
        """Whether something is required and all of it is done."""
        return self.total > 0 and self.done == self.total


def calculate_progress(required, completed):
    """The share of `required` that is among `completed`, both ids of activities.

    Progress = completed ∩ required now ÷ required now: what was completed but is no longer
    required does not count, so it can neither exceed 100 % nor be stuck below it.
    """
    required = frozenset(required)
    return Progress(done=len(required.intersection(completed)), total=len(required))
