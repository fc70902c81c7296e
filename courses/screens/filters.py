"""The filters of the catalogue: pure functions over plain values."""

from dataclasses import dataclass, field
from decimal import Decimal

HOURS = {
    "short": lambda hours: hours <= 1,
    "medium": lambda hours: 1 < hours <= Decimal(3),
    "long": lambda hours: hours > Decimal(3),
}


@dataclass(frozen=True)
class Candidate:
    """A module as the filters see it. `values` holds, for each filter, the values it answers to."""

    module: object
    values: dict[str, frozenset[str]]
    words: str


@dataclass(frozen=True)
class Selection:
    """What someone asked for: values by filter, terms of the search, and values nobody knows."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.terms or any(self.chosen.values()))


@dataclass(frozen=True)
class Choice:
    """One value of a filter: `count` modules would be listed with it alone in its filter."""

    value: str
    label: str
    count: int
    is_chosen: bool


def read_selection(parameters, offered, terms):
    """The Selection in an address.

    `parameters`: {filter: values given}; `offered`: {filter: {value: label}}. What is not offered
    is left out and named in `unknown`.
    """
    chosen, unknown = {}, []
    for name, labels in offered.items():
        given = [value for value in parameters.get(name, ()) if value]
        chosen[name] = frozenset(value for value in given if value in labels)
        unknown += [value for value in given if value not in labels]
    return Selection(chosen=chosen, terms=tuple(terms), unknown=tuple(unknown))


def matches(candidate, selection, *, without=""):
    """Whether a candidate answers every filter (except `without`) and holds every term."""
    return all(term in candidate.words for term in selection.terms) and all(
        not wanted or wanted & candidate.values[name]
        for name, wanted in selection.chosen.items()
        if name != without
    )


def count_choices(name, labels, candidates, selection):
    """The Choices of the filter `name`, counted among what the other filters let through."""
    rest = [c for c in candidates if matches(c, selection, without=name)]
    return [
        Choice(
            value=value,
            label=label,
            count=sum(value in candidate.values[name] for candidate in rest),
            is_chosen=value in selection.chosen[name],
        )
        for value, label in labels.items()
    ]
