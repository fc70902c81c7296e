"""Who somebody is to a provider, read strictly from its claims."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError

from accounts.typed import AddressField
from text.typed import clean_line

LONGEST_KEY, LONGEST_NAME = 191, 150  # of a SocialAccount, of a User


@dataclass(frozen=True)
class Identity:
    """`subject`: the provider's key of somebody, which never changes.

    `email` is empty where the provider tells none; `is_confirmed`: it says that the address is
    theirs. Names may be empty.
    """

    subject: str
    email: str
    is_confirmed: bool
    first_name: str
    last_name: str


def read_identity(claims, confirmed_by):
    """The Identity in `claims` (a dict); `confirmed_by` is the claim that confirms the address.

    It does so with true, or the text "true", and nothing else. Raises ValueError where it is not
    said who it is.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.strip():
        raise ValueError("sub")
    if len(subject) > LONGEST_KEY:
        subject = f"sha256:{sha256(subject.encode()).hexdigest()}"
    first_name, last_name = (_name(claims.get(key)) for key in ("given_name", "family_name"))
    if not (first_name or last_name):
        first_name, _blank, last_name = _name(claims.get("name")).partition(" ")
    confirmed = claims.get(confirmed_by)
    return Identity(
        subject=subject,
        email=_address(claims.get("email")),
        is_confirmed=confirmed is True or confirmed == "true",
        first_name=first_name,
        last_name=last_name,
    )


def _name(value):
    return clean_line(value.replace("\0", ""))[:LONGEST_NAME] if isinstance(value, str) else ""


def _address(value):
    """The address in the way in which it is kept; empty for what is none."""
    try:
        return AddressField(required=False).clean(value) if isinstance(value, str) else ""
    except ValidationError:
        return ""
