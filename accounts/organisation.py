"""Which organisation a person works for."""

from django.db import IntegrityError, transaction

from accounts.models import Organisation
from accounts.searched import as_searched, having

SUGGESTIONS = 10


class CountryNeededError(ValueError):
    """The organisation is new, or several have its name: only the country can tell."""


def suggest_organisations(*, text, kind=""):
    """Up to ten organisations whose name holds the words in `text`; of one `kind` if given."""
    found = Organisation.objects.filter(having(text, "searched"))
    return (found.filter(kind=kind) if kind else found)[:SUGGESTIONS]


def organisations_called(*, name, kind):
    """Those of that kind and name. Capitals, accents and what divides words make no other name."""
    return Organisation.objects.filter(searched=as_searched(name), kind=kind)


def join_organisation(*, person, kind, name, country=""):
    """Let `person` work for the organisation of that name and kind, made where it is new.

    Returns the organisation. Raises CountryNeededError where it is new or not the only one of its
    name, and `country` is empty.
    """
    organisation = _find(kind, name, country) or _make(kind, name, country)
    person.organisation = organisation
    person.save(update_fields=["organisation"])
    return organisation


def _find(kind, name, country):
    named = organisations_called(name=name, kind=kind)
    if country:
        named = named.filter(country__in=[country, ""]).order_by("-country")
    found = list(named[:2])
    if not country and len(found) != 1:
        raise CountryNeededError
    return found[0] if found else None


def _make(kind, name, country):
    try:
        with transaction.atomic():
            return Organisation.objects.create(name=name, kind=kind, country=country)
    except IntegrityError:  # a colleague was quicker
        return organisations_called(name=name, kind=kind).get(country=country)
