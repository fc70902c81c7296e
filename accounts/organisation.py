"""Which organisation a person works for."""

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Organisation
from accounts.searched import as_searched, matches_words

SUGGESTIONS = 10
UNMERGED_FIRST = (F("merged_into").asc(nulls_first=True), "pk")


class CountryNeededError(ValueError):
    """Without a country it is not clear which organisation is meant."""


def suggest_organisations(*, text, kind=""):
    """At most ten Organisations whose names hold all words of `text`, of the `kind` if given."""
    found = Organisation.objects.unmerged().filter(matches_words(text, "searched_names"))
    return (found.filter(kind=kind) if kind else found)[:SUGGESTIONS]


def organisations_called(*, name, kind):
    """The Organisations of that `kind` whose name has the same words as `name`.

    Capitals, accents and punctuation make no difference. Those that were merged into another come
    last: whoever means one of them means its `current`.
    """
    named = Organisation.objects.filter(searched=as_searched(name), kind=kind)
    return named.select_related("merged_into").order_by(*UNMERGED_FIRST)


def same_named():
    """[(an Organisation that no name leads to, the one that its name leads to)].

    Such are left over where names are compared otherwise than before, and two became one: only
    people can tell whether they are one firm. One query for all, and one for each that is found.
    """
    kept = Organisation.objects.unmerged().values_list("pk", "name", "searched")
    odd = [pk for pk, name, searched in kept.iterator() if as_searched(name) != searched]
    pairs = []
    for each in Organisation.objects.filter(pk__in=odd) if odd else ():
        others = organisations_called(name=each.name, kind=each.kind).unmerged()
        others = others.exclude(pk=each.pk)
        if other := others.filter(country=each.country).first():
            pairs.append((each, other))
    return pairs


def join_organisation(*, person, kind, name, country=""):
    """Set the organisation of `person` to the one with that name and kind, made if there is none.

    Returns the Organisation. Raises CountryNeededError if `country` is empty and there is none of
    that name, or more than one.
    """
    person.organisation = _find(kind, name, country) or _make(kind, name, country)
    try:
        person.save(update_fields=["organisation"])
    except Organisation.DoesNotExist:  # deleted meanwhile
        return join_organisation(person=person, kind=kind, name=name, country=country)
    return person.organisation


def _find(kind, name, country):
    named = organisations_called(name=name, kind=kind)
    if country:
        named = named.filter(country__in=[country, ""]).order_by("-country", *UNMERGED_FIRST)
    found = list(dict.fromkeys(each.current for each in named))
    if not country and len(found) != 1:
        raise CountryNeededError
    return found[0] if found else None


def _make(kind, name, country):
    try:
        with transaction.atomic():
            return Organisation.objects.create(name=name, kind=kind, country=country)
    except IntegrityError:  # a colleague was quicker
        return organisations_called(name=name, kind=kind).unmerged().get(country=country)
