"""Secrets of second factors, encrypted with keys of the environment."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction

SEALED = ("secret", "seed")  # in the data of an Authenticator


def seal(text):
    """`text` encrypted with the first key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed):
    """What was sealed with any of the keys. Raises InvalidToken where its key is gone."""
    return _keys().decrypt(sealed).decode()


def seal_anew():
    """Encrypt every secret with the first key; return how many. None is in use meanwhile."""
    keys, count = _keys(), 0
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    for pk in rows.values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            for name in row.data.keys() & set(SEALED) if row else ():
                row.data[name] = keys.rotate(row.data[name]).decode()
                row.save(update_fields=["data"])
                count += 1
    return count


def _keys():
    """All keys; each is made of a text of any length."""
    texts = settings.SECOND_FACTOR_KEYS
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(text.strip().encode()).digest())) for text in texts
    )
