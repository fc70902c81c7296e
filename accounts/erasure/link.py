"""The link by which an account that is to be erased is kept. It works once."""

from django.core.signing import BadSignature, Signer

from accounts.models import Erasure

SALT = "accounts.erasure"


class NothingToKeep(Exception):
    """The link keeps no account: it was used, the account is erased, or a part of it is missing."""


def open_erasure(person):
    """The Erasure of the User `person` that is not done and not taken back; None without one."""
    return Erasure.objects.open().filter(person=person).first()


def token_of(erasure):
    """What the link that keeps the account of an Erasure holds."""
    return Signer(salt=SALT).sign_object(erasure.pk)


def read_token(token):
    """The Erasure that `token` may take back. Raises NothingToKeep."""
    try:
        pk = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        raise NothingToKeep from None
    erasure = Erasure.objects.open().filter(pk=pk).first()
    if erasure is None:
        raise NothingToKeep
    return erasure
