"""The filters of the catalogue: pure functions over plain values."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from content.search.words import Term, indexed

HOURS = {
    "short": lambda hours: hours <= 1,
    "medium": lambda hours: 1 < hours <= Decimal(3),
    "long": lambda hours: hours > Decimal(3),
}


@dataclass(frozen=True)
class Candidate:
    """A module as the filters see it. `values` has, for each filter, the values that fit it.

    `texts` are what a search looks into; `language` is the code of their language.
    """

    module: object
    values: dict[str, frozenset[str]]
    texts: list[str]
    language: str

    @cached_property
    def words(self):
        """The words of its texts, with their stems."""
        return indexed(self.texts, self.language).keys()


@dataclass(frozen=True)
class Selection:
    """What was asked for: values by filter, search terms, and values that are not offered."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.terms or any(self.chosen.values()))


@dataclass(frozen=True)
class Choice:
    """A value of a filter; choosing it alone in its filter would list `count` modules."""

    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def lists_nothing(self):
        """Whether choosing it would list nothing; what is chosen already can be taken away."""
        return not (self.is_chosen or self.count)


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
    """Whether the candidate fits every filter but `without`, and holds every search term."""
    return all(term.is_in(candidate.words) for term in selection.terms) and all(
        not wanted or wanted & candidate.values[name]
        for name, wanted in selection.chosen.items()
        if name != without
    )


def count_choices(name, labels, candidates, selection):
    """The Choices of the filter `name`, counted among the modules that the other filters leave."""
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
