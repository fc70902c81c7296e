"""Size classes of organisations, compared with what their figures and links make of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from accounts.models import Organisation
from accounts.reckoned import hold_links, odd_size_classes, refresh_size_classes


@dataclass(frozen=True)
class SizeClassDrift:
    """The size class of an `organisation` is off; `mend` reckons it anew. See `Drift`."""

    organisation: Organisation
    mend: Callable[[], None]

    def __str__(self):
        return f"{self.organisation}: its size class is not that of its figures and links"

    @property
    def place(self):
        """The same without a name, for the log."""
        return f"organisation {self.organisation.pk}: size class"


def compare_size_classes():
    """The size classes that new records copy, with figures and links."""
    for organisation in odd_size_classes():
        yield SizeClassDrift(organisation, partial(mend_size_class, organisation.pk))


def mend_size_class(pk):
    hold_links()
    refresh_size_classes([pk])
