"""Which organisation a person works for."""

from django.db import IntegrityError, transaction

from accounts.models import Organisation

SUGGESTIONS = 10


class CountryNeededError(ValueError):
    """The organisation is new, or several have its name: only the country can tell."""


def suggest_organisations(*, text, kind=""):
    """Up to ten organisations whose name holds `text`; of one `kind` where it is given."""
    found = Organisation.objects.filter(name__icontains=text.strip())
    if kind:
        found = found.filter(kind=kind)
    return found[:SUGGESTIONS] if text.strip() else found.none()


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
    named = Organisation.objects.filter(name__iexact=name, kind=kind)
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
        return Organisation.objects.get(name__iexact=name, kind=kind, country=country)
