"""How far a learner has come: counted when it is shown, never stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How many of the required activities are completed: `done` of `total`."""

    done: int
    total: int

    @property
    def percent(self):
        """A whole number, rounded down, so that 100 means complete; 0 if nothing is required."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def left(self):
        """How many are left to complete."""
        return self.total - self.done

    @property
    def is_complete(self):
        """Whether something is required and all of it is completed."""
        return self.total > 0 and self.done == self.total


def calculate_progress(required, completed):
    """The Progress of a learner. Both arguments are collections of ids of activities.

    What was `completed` but is not `required` now does not count, so progress can neither exceed
    100 % nor stay below it for ever.
    """
    required = frozenset(required)
    return Progress(done=len(required.intersection(completed)), total=len(required))
