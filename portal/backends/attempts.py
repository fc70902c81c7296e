"""Caches that leave the counts of attempts to the database.

Wrong passwords count wherever they are tried: in all processes, and while Redis is away.
"""

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

# Those of django-allauth, which counts in the cache "default": attempts, and codes that were used.
COUNTED = "allauth"


def _kept_apart(name):
    """The method `name` of a cache; for the keys that are counted, of the cache "attempts"."""

    def method(self, key, *args, **options):
        home = caches["attempts"] if key.startswith(COUNTED) else super(AttemptsInDatabase, self)
        return getattr(home, name)(key, *args, **options)

    return method


class AttemptsInDatabase:
    """Base of a cache that keeps all but the counts of attempts."""

    add = _kept_apart("add")
    get = _kept_apart("get")
    set = _kept_apart("set")
    touch = _kept_apart("touch")
    delete = _kept_apart("delete")
    incr = _kept_apart("incr")


class LocalCache(AttemptsInDatabase, LocMemCache):
    """The cache of one process, in its memory."""
