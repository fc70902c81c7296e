"""Who is forgotten, for those who forget."""

from dataclasses import dataclass

from accounts.models import User
from accounts.own_data.sources import Whose, whose
from text.words import folded


@dataclass(frozen=True, eq=False)
class Gone:
    """The person, as they were before: every address of theirs, and the folded names they had."""

    person: User
    addresses: tuple[str, ...]
    names: frozenset[str]

    @property
    def whose(self):
        """Whose rows it is about: those of this account alone, whatever was merged into it."""
        return Whose((self.person.pk,), self.addresses)

    def is_named_in(self, text):
        """Whether `text` holds an address of the person, or first and last name."""
        words = f" {folded(text)} "
        return any(f" {name} " in words for name in self.names)


def gone_of(person):
    """The Gone of `person`, who is not forgotten yet. One query."""
    addresses = {*whose(person).addresses, person.email.lower()}
    names = {folded(address) for address in addresses}
    if person.first_name and person.last_name:
        names |= {
            folded(f"{person.first_name} {person.last_name}"),
            folded(f"{person.last_name} {person.first_name}"),
        }
    return Gone(person, tuple(sorted(addresses)), frozenset(names - {""}))
