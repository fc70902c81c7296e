"""Reads the portal's variables. A wrong value stops the start with a sentence that names it.

Each variable stands in the table of docs/operations.md. `NAME_FILE` may name a file that holds the
value of `NAME`, as secrets of containers do.
"""

import sys
from datetime import date
from importlib.util import find_spec

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()
ENVIRONMENTS = ("production", "demo", "development", "test")


def wrong(name, value, wanted):
    """An ImproperlyConfigured, to be raised, that says what the variable `name` should be."""
    return ImproperlyConfigured(f"{name} is “{value}”. It must be {wanted}.")


def text(name, default=""):
    """The value of the variable `name` as text; `default` where it is not set."""
    return env.str(name, default)


PORTAL_ENV = text("PORTAL_ENV", "test" if "pytest" in sys.modules else "production")
if PORTAL_ENV not in ENVIRONMENTS:
    raise wrong("PORTAL_ENV", PORTAL_ENV, "production, demo, development or test")
IS_PRODUCTION = PORTAL_ENV == "production"


def required(name, fallback, meaning):
    """The value of the variable `name`; outside production, `fallback` where it is not set.

    Raises ImproperlyConfigured, with the variable's `meaning`, where production lacks it.
    """
    value = text(name)
    if not value and IS_PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. It must hold {meaning}.")
    return value or fallback


def number(name, default):
    """The variable `name` as a whole number of at least 0. Raises ImproperlyConfigured."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise wrong(name, value, "a whole number")
    return int(value)


def flag(name, default):
    """The variable `name` as a bool. Raises ImproperlyConfigured."""
    value = text(name, str(default)).lower()
    if value not in ("true", "false", "1", "0"):
        raise wrong(name, value, "true or false")
    return value in ("true", "1")


def day(name):
    """The variable `name` as a date; None where it is not set. Raises ImproperlyConfigured."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise wrong(name, value, "a day such as 2031-12-31") from None


def parsed(name, value, parse, example):
    """What the function `parse` makes of `value`, the text of the variable `name`.

    Raises ImproperlyConfigured with the `example`; the value, which may hold a password, is not
    repeated.
    """
    try:
        return parse(value)
    except (ImproperlyConfigured, ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read. It must be like {example}.") from error


def database(address):
    """Django's settings of the database at `address`. Raises ValueError for an unknown kind."""
    config = env.db_url_config(address)
    if not config.get("ENGINE") or not config.get("NAME"):
        raise ValueError
    return config


def needs_package(name, module, package):
    """Raise ImproperlyConfigured for the variable `name` if the `module` it needs is missing."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{name} is set, but the package {package} is not installed. "
            "Install requirements-production.txt."
        )
