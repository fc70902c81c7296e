"""Where people may log in with an account that they have: OIDC_PROVIDERS, as JSON."""

import json
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

EXAMPLE = (
    '[{"id": "eu-login", "name": "EU Login", "server": "https://login.example", '
    '"client_id": "…", "client_secret": "…"}]'
)
NEEDED = ("id", "name", "server", "client_id", "client_secret")
POSSIBLE = {*NEEDED, "confirmed_by"}
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def read_providers(text, *, is_production):
    """The providers in `text`, as dicts with the keys NEEDED and `confirmed_by`.

    Raises ImproperlyConfigured with what is wrong; no value is repeated, since some are secret.
    """
    try:
        entries = json.loads(text or "[]")
    except ValueError:
        raise _wrong("is no JSON") from None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise _wrong("must be a list of objects")
    providers = [
        _provider(each, f"entry {number}", is_production)
        for number, each in enumerate(entries, start=1)
    ]
    if len({each["id"] for each in providers}) < len(providers):
        raise _wrong("holds the same “id” twice")
    return providers


def _provider(entry, where, is_production):
    for name in NEEDED:
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise _wrong(f"lacks “{name}”, a text, in {where}")
    if unknown := entry.keys() - POSSIBLE:
        raise _wrong(f"holds “{min(unknown)}” in {where}, which means nothing")
    if not ID.fullmatch(entry["id"]) or len(entry["id"]) > 40:
        raise _wrong(f"needs small letters, digits and hyphens, at most 40, as “id” in {where}")
    if len(entry["name"]) > 40:
        raise _wrong(f"has a “name” of more than 40 characters in {where}")
    confirmed_by = entry.get("confirmed_by", "email_verified")
    if not isinstance(confirmed_by, str) or not confirmed_by:
        raise _wrong(f"needs the name of a claim as “confirmed_by” in {where}")
    _check_server(entry["server"], where, is_production)
    return entry | {"server": entry["server"].rstrip("/"), "confirmed_by": confirmed_by}


def _check_server(server, where, is_production):
    try:
        address = urlsplit(server)
        is_near = address.hostname in LOOPBACK and not is_production
    except ValueError:
        raise _wrong(f"has no address as “server” in {where}") from None
    is_safe = address.scheme == "https" or (address.scheme == "http" and is_near)
    if not (is_safe and address.hostname) or address.query or address.fragment:
        raise _wrong(f"needs an address that begins with https:// as “server” in {where}")
    if "/.well-known/" in server:
        raise _wrong(f"needs “server” without /.well-known/… in {where}")


def _wrong(what):
    return ImproperlyConfigured(f"OIDC_PROVIDERS {what}. It must be like {EXAMPLE}.")
