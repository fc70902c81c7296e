"""Whether a session was opened, or confirmed, with a second factor."""

import time

from allauth.account import app_settings
from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication

FACTOR = "mfa"  # the method, in allauth's records


def is_factor_used(request):
    """Whether the person showed a second factor in this session. No query."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == FACTOR for record in records)


def is_just_proved(request):
    """Whether it was shown some minutes ago who this is, as by logging in."""
    records = get_authentication_records(request, request.user)
    age = time.time() - records[-1]["at"] if records else None
    return age is not None and age < app_settings.REAUTHENTICATION_TIMEOUT


def note_factor(request, factor):
    """Note that the person has the Authenticator `factor` at hand, having just added it."""
    record_authentication(request, request.user, FACTOR, id=factor.pk, type=factor.type)


def forget_factors(request):
    """Forget that factors were used in this session: there is none any more."""
    records = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != FACTOR
    ]
