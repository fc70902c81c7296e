"""Addresses at which a mail lets a person switch its kind off without logging in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="notices.off")


def off_url(person_id, kind):
    """The address at which the person of this id switches off `kind` (a key). It does not age."""
    return settings.SITE_URL + reverse("mails_off", args=[SIGNER.sign_object([person_id, kind])])


def read_token(token):
    """(id of the person, key of the kind) that `off_url` signed. Raises signing.BadSignature."""
    person_id, kind = SIGNER.unsign_object(token)
    return person_id, kind
