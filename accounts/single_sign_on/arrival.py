"""Somebody whom a provider knows and no account of the portal is linked with yet.

It waits in the session, encrypted, until the person opens an account or has proved theirs.
"""

import json
import time
from dataclasses import asdict, dataclass

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.factors.sealing import seal, unseal
from accounts.models import PendingSignup
from accounts.signup import LinkRefused, Refusal, make_account
from accounts.single_sign_on.failures import Failed
from accounts.single_sign_on.links import link, names_of_providers

KEY = "single_sign_on"
WAITS = 30 * 60  # seconds: a new password comes by mail


@dataclass(frozen=True)
class Arrival:
    """An Identity with a confirmed address, at the provider with this id; `at`: since when.

    `has_account`: its address has one, which the person has to prove.
    """

    provider: str
    subject: str
    email: str
    first_name: str
    last_name: str
    wanted: str
    has_account: bool
    at: float

    @property
    def provider_name(self):
        return names_of_providers()[self.provider]


def keep_arrival(request, provider, identity, *, wanted, has_account):
    """Let an Identity at a Provider wait in the session; it goes on to `wanted`."""
    arrival = Arrival(
        provider=provider.sub_id,
        subject=identity.subject,
        email=identity.email,
        first_name=identity.first_name,
        last_name=identity.last_name,
        wanted=wanted,
        has_account=has_account,
        at=time.time(),
    )
    request.session[KEY] = seal(json.dumps(asdict(arrival)))


def read_arrival(request):
    """The Arrival that waits in the session; None where there is none, or not any more."""
    try:
        arrival = Arrival(**json.loads(unseal(request.session.get(KEY, ""))))
    except (InvalidToken, TypeError, ValueError):
        return None
    is_young = time.time() - arrival.at < WAITS
    return arrival if is_young and arrival.provider in names_of_providers() else None


def arrival_to_prove(request):
    """The Arrival whose account is to be proved by logging in; None where there is none."""
    arrival = read_arrival(request)
    return arrival if arrival and arrival.has_account else None


def open_account_of(request, arrival, *, first_name, last_name):
    """Make the account of an Arrival, linked, its address confirmed; return the User.

    Raises LinkRefused or Failed where the address or the identity has got one in the meantime.
    """
    owner = PendingSignup(
        email=arrival.email,
        first_name=first_name,
        last_name=last_name,
        preferred_language=get_language(),
    )
    try:
        with transaction.atomic():
            person = make_account(owner, password="")
            person.socialaccount_set.create(provider=arrival.provider, uid=arrival.subject)
    except IntegrityError:
        raise LinkRefused(Refusal.USED, arrival.email) from None
    request.session.pop(KEY, None)
    return person


def link_arrival(request, user, **details):
    """Link the Arrival that waits in the session of `user`, who has just logged in.

    Only with the account of its address: nobody else has proved anything.
    """
    arrival = read_arrival(request)
    if request.session.pop(KEY, None) is None or arrival is None:
        return
    name = arrival.provider_name
    if arrival.email != user.email:
        words = _(
            "%(provider)s was not linked: it knows you by another address. If both are yours, "
            "link it under “Signing in”."
        )
        messages.warning(request, words % {"provider": name}, fail_silently=True)
        return
    try:
        link(user, arrival.provider, arrival.subject)
    except Failed as failed:
        words = failed.failure.label % {"provider": name}
        messages.warning(request, words, fail_silently=True)
    else:
        words = _("From now on you can log in with %(provider)s.")
        messages.success(request, words % {"provider": name}, fail_silently=True)
