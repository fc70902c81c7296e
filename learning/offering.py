"""What is offered to a person by the organisation that the person works for."""

from django.db.models import Exists, Q

from accounts.models import Organisation, OrganisationKind
from learning.choices import Audience

AUDIENCES = {
    OrganisationKind.SME: Audience.SME,
    OrganisationKind.PUBLIC_BODY: Audience.CIVIL_SERVANT,
}


def audience_of(person):
    """The Audience that the organisation of `person` belongs to; None where that is not known."""
    organisation = getattr(person, "organisation", None)
    return AUDIENCES.get(organisation.kind) if organisation else None


def is_of_own_track(person):
    """A Q: the module stands in a track that is written for where `person` works (no query)."""
    own = Organisation.objects.filter(pk=person.organisation_id)
    written_for = Q(pk__in=[])
    for kind, audience in AUDIENCES.items():
        written_for |= Q(Exists(own.filter(kind=kind)), track__audience=audience)
    return written_for
