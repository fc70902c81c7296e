"""The sessions that a person has open, and how they are ended."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.devices import Device, read_device
from accounts.models import Session
from accounts.sessions import has_idled_out

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """A session for its owner. The `handle` names it and opens nothing, unlike its key."""

    handle: str
    device: Device
    began_at: datetime | None
    last_seen_at: datetime
    is_this: bool


def open_sessions(person, this):
    """The OpenSessions of `person`, this one first, then those used last; at most MOST_SHOWN.

    `this` is the key of the session that asks. One that a new password or idle hours have ended is
    not open, though its row is there until night.
    """
    now = timezone.now()
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    found = []
    for row in _rows(person).order_by("-last_seen_at")[: MOST_SHOWN + 1]:
        data = row.get_decoded()
        is_valid = any(constant_time_compare(data.get(HASH_SESSION_KEY, ""), h) for h in hashes)
        if not is_valid or has_idled_out(person, row.last_seen_at, now):
            continue
        device, began_at = read_device(data)
        is_this = row.session_key == this
        found.append(
            OpenSession(
                handle=_handle(row.session_key),
                device=device,
                began_at=began_at,
                last_seen_at=now if is_this else row.last_seen_at,
                is_this=is_this,
            )
        )
    return sorted(found, key=lambda each: not each.is_this)


def end_session(person, handle, *, but):
    """End the session of `person` with that `handle`, unless its key is `but`.

    Returns False where there is none, as after a second click. The browser finds out with its next
    request; one that is under way can no longer save the session.
    """
    keys = _rows(person).exclude(session_key=but).values_list("session_key", flat=True)
    ended = [key for key in keys if constant_time_compare(_handle(key), handle)]
    deleted, _ = _rows(person).filter(session_key__in=ended).delete()
    return bool(deleted)


def end_others(person, *, but):
    """End all sessions of `person` except that with the key `but`."""
    _rows(person).exclude(session_key=but).delete()


def end_all(person):
    """End all sessions of `person`."""
    _rows(person).delete()


def _rows(person):
    return Session.objects.filter(user=person, expire_date__gt=timezone.now())


def _handle(key):
    return salted_hmac("accounts.open_sessions", key).hexdigest()[:32]
