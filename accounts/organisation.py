"""Which organisation a person works for."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef

from accounts.alike import find_alike
from accounts.models import Organisation
from accounts.searched import as_searched, matches_words

SUGGESTIONS = 10
UNMERGED_FIRST = (F("merged_into").asc(nulls_first=True), "pk")


class CountryNeededError(ValueError):
    """Without a country it is not clear which organisation is meant."""


class AlikeError(ValueError):
    """The organisation may be one that is there already: `found` are those named nearly so."""

    def __init__(self, found):
        super().__init__("There are organisations with nearly this name.")
        self.found = found


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


def meant_by(named, country):
    """Which of the Organisations `named`, of one name and type, is meant in `country`.

    One whose country is not known may be it. None where it is none of them. Raises
    CountryNeededError if `country` is empty and it may be more than one.
    """
    if country:
        named = [each for each in named if each.country in (country, "")]
        named.sort(key=lambda each: not each.country)
    found = list(dict.fromkeys(each.current for each in named))
    if not country and len(found) > 1:
        raise CountryNeededError
    return found[0] if found else None


def same_named():
    """[(an Organisation that no name leads to, the one that its name leads to)].

    Such are left over where names are compared otherwise than before, and two became one: only
    people can tell whether they are one firm. One query for all, and one for each that is found.
    """
    same = {name: OuterRef(name) for name in ("core", "kind", "country")}
    others = Organisation.objects.unmerged().filter(**same).exclude(pk=OuterRef("pk"))
    pairs = []
    for each in Organisation.objects.unmerged().filter(Exists(others)):
        if as_searched(each.name) == each.searched:
            continue
        others = organisations_called(name=each.name, kind=each.kind).unmerged()
        others = others.exclude(pk=each.pk)
        if other := others.filter(country=each.country).first():
            pairs.append((each, other))
    return pairs


def join_organisation(*, person, kind, name, country="", is_another=False):
    """Set the organisation of `person` to the one with that name and kind, made if there is none.

    Returns the Organisation. Raises CountryNeededError if `country` is empty and there is none of
    that name, or more than one; and AlikeError instead of making one that is named nearly like
    others, unless somebody said that it `is_another`.
    """
    person.organisation = _find(kind, name, country)
    if person.organisation is None:
        if not is_another and (found := find_alike(name=name)):
            raise AlikeError(found)
        if not country:
            raise CountryNeededError
        person.organisation = _make(kind, name, country)
    try:
        person.save(update_fields=["organisation"])
    except Organisation.DoesNotExist:  # deleted meanwhile
        return join_organisation(
            person=person, kind=kind, name=name, country=country, is_another=is_another
        )
    return person.organisation


def choose_organisation(*, person, pk):
    """Set the organisation of `person` to the one with that key; None where it is gone."""
    person.organisation_id = pk
    try:
        person.save(update_fields=["organisation"])
    except Organisation.DoesNotExist:
        return None
    return person.organisation


def look_at(*, pk, by, now):
    """Mark the Organisation with that key, which people named, as looked at `by` a User.

    Whether it was marked; not where somebody else was quicker, or where there is none to look at.
    """
    waiting = Organisation.objects.to_look_at().filter(pk=pk)
    return bool(waiting.update(looked_at=now, looked_at_by=by))


def _find(kind, name, country):
    return meant_by(list(organisations_called(name=name, kind=kind)), country)


def _make(kind, name, country):
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                name=name, kind=kind, country=country, is_self_named=True
            )
    except IntegrityError:  # a colleague was quicker
        return organisations_called(name=name, kind=kind).unmerged().get(country=country)
