"""Codes of an app and recovery codes: each opens one session, whatever process asks.

A code that was used is refused by its row in the database. Wrong ones are counted like wrong
passwords.
"""

import logging
from contextlib import contextmanager

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.db import transaction

from accounts.tries import note_right, note_try

logger = logging.getLogger(__name__)

LAST = "last_counter"  # in the data of an app: the period of the newest code that was used


class TooManyCodes(Exception):
    """Too many wrong codes were tried; this one was not looked at."""


def use_code(person, code, ip):
    """The Authenticator that `code` is of, used up with that; None where it is wrong or was used.

    Raises TooManyCodes.
    """
    with counted(person, ip) as tried:
        try:
            used = _use(person, code)
        except InvalidToken:
            logger.exception("A second factor is encrypted with none of SECOND_FACTOR_KEYS")
            used = None
        tried.is_right = bool(used)
    return used


@contextmanager
def counted(person, ip):
    """Count a try of `person` at a code; gives a LogInTry, whose `is_right` is set by who knows.

    Raises TooManyCodes.
    """
    tried = note_try(f"second factor of {person.pk}", ip)
    if tried is None:
        raise TooManyCodes
    yield tried
    if tried.is_right:
        note_right(tried)


def period_of(secret, code, after=0):
    """The period, later than `after`, in which an app with `secret` shows `code`; None for none."""
    for period in auth.yield_hotp_counters_from_time():
        shown = auth.format_hotp_value(auth.hotp_value(secret, period))
        if period > after and compare_user_code(actual=code, expected=shown):
            return period
    return None


def note_period(app, period):
    """Use up the code of `period` of an Authenticator of an app, and all before it."""
    app.data[LAST] = period
    app.save(update_fields=["data"])


def _use(person, code):
    kinds = Authenticator.Type
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=person)
        for row in rows.exclude(type=kinds.WEBAUTHN):
            is_right = _use_of_app if row.type == kinds.TOTP else _use_of_recovery
            if is_right(row, code):
                return row
    return None


def _use_of_app(app, code):
    period = period_of(decrypt(app.data["secret"]), code, app.data.get(LAST, 0))
    if period is not None:
        note_period(app, period)
    return period is not None


def _use_of_recovery(codes, code):
    return codes.wrap().validate_code(code)
