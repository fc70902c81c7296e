"""Switching kinds of mail off: one by a link in the mail, all of them in one place."""

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature

from notices.kinds import KINDS, mutable_kinds
from notices.links import read_token
from notices.models import Muting


def read_off_link(token):
    """(person, Kind) of the `token` in a link that switches off; None where it leads to nothing.

    An old email to an account that was merged leads to the one that stayed.
    """
    try:
        person_id, key = read_token(token)
    except BadSignature:
        return None
    people = get_user_model().objects.select_related("merged_into")
    person = people.filter(pk=person_id).first()
    kind = KINDS.get(key)
    return (person.current, kind) if person and kind and kind.may_be_muted else None


def mute(person, kind):
    """Send `person` no more mails of `kind`, a Kind. Doing so twice changes nothing."""
    Muting.objects.get_or_create(person=person, kind=kind.key)


def is_muted(person, kind):
    """Whether `person` has switched `kind` off. Somebody without an account has not."""
    mutings = Muting.objects.filter(person=person, kind=kind.key)
    return bool(person and kind.may_be_muted and mutings.exists())


def wanted_by(person):
    """The keys of the kinds that `person` may switch off and has not (1 query)."""
    muted = set(Muting.objects.filter(person=person).values_list("kind", flat=True))
    return [kind.key for kind in mutable_kinds() if kind.key not in muted]


def choose_kinds(person, wanted):
    """Switch the kinds of the keys `wanted` on for `person`, all others off that may be."""
    unwanted = [kind for kind in mutable_kinds() if kind.key not in wanted]
    Muting.objects.filter(person=person, kind__in=wanted).delete()
    for kind in unwanted:
        mute(person, kind)
