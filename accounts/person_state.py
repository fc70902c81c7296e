"""In which state the accounts of people are, for lists and pages about them."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import Erasure

CONFIRMED = EmailAddress.objects.filter(verified=True)


class PersonState(TextChoices):
    """The state of an account; of several that fit, the first counts."""

    TO_BE_ERASED = "to_be_erased", _("To be erased")
    MERGED = "merged", _("Merged into another account")
    SWITCHED_OFF = "switched_off", _("Switched off")
    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    ACTIVE = "active", _("Active")
    ERASED = "erased", _("Erased")


def with_state(people):
    """The queryset `people`, of whom `state_of` then tells the state without asking."""
    return people.annotate(
        is_confirmed=Exists(CONFIRMED.filter(user=OuterRef("pk"))),
        is_to_be_erased=Exists(Erasure.objects.open().filter(person=OuterRef("pk"))),
    )


def in_state(people, state):
    """Those of the queryset `people` (see `with_state`) whose state is this PersonState."""
    people = people.filter(erased_at__isnull=state != PersonState.ERASED)
    if state == PersonState.TO_BE_ERASED:
        return people.filter(is_to_be_erased=True)
    if state == PersonState.MERGED:
        return people.exclude(merged_into=None)
    if state == PersonState.SWITCHED_OFF:
        return people.filter(is_active=False, is_to_be_erased=False, merged_into=None)
    if state == PersonState.ERASED:
        return people
    people = people.filter(is_active=True, is_to_be_erased=False)
    # Read once, where the annotation would be asked of each of very many.
    confirmed = CONFIRMED.values("user")
    if state == PersonState.ACTIVE:
        return people.filter(pk__in=confirmed)
    return people.exclude(pk__in=confirmed)


def state_of(person):
    """The PersonState of a User from `with_state`."""
    if person.erased_at:
        return PersonState.ERASED
    if person.is_to_be_erased:
        return PersonState.TO_BE_ERASED
    if person.merged_into_id:
        return PersonState.MERGED
    if not person.is_active:
        return PersonState.SWITCHED_OFF
    return PersonState.ACTIVE if person.is_confirmed else PersonState.UNCONFIRMED
