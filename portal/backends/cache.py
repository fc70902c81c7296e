"""A Redis cache that may be away: then nothing is kept, and everything is read afresh."""

import logging
import time

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from portal.backends.attempts import AttemptsInDatabase

TIMEOUT = 1  # seconds
PAUSE = 5  # seconds in which nothing is asked of a cache that has just failed

logger = logging.getLogger(__name__)


class CacheClient(RedisCacheClient):
    """While Redis cannot be reached, answers like an empty cache and logs that it is away.

    Removing is always tried, so that nothing outdated is found when Redis is back.
    """

    def __init__(self, servers, **options):
        super().__init__(
            servers,
            retry=Retry(NoBackoff(), 1),  # one retry, for a connection that Redis has closed
            socket_connect_timeout=TIMEOUT,
            socket_timeout=TIMEOUT,
            **options,
        )
        self._away_until = 0.0

    def _ask(self, otherwise, call, *args, always=False):
        if not always and time.monotonic() < self._away_until:
            return otherwise
        try:
            return call(*args)
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + PAUSE
            logger.error("The cache is away: %s", error)
            return otherwise

    # An empty cache takes whatever is added.
    def add(self, key, value, timeout):
        return self._ask(True, super().add, key, value, timeout)

    def get(self, key, default):
        return self._ask(default, super().get, key, default)

    def set(self, key, value, timeout):
        self._ask(None, super().set, key, value, timeout)

    def touch(self, key, timeout):
        return self._ask(False, super().touch, key, timeout)

    def delete(self, key):
        return self._ask(False, super().delete, key, always=True)

    def get_many(self, keys):
        return self._ask({}, super().get_many, keys)

    def has_key(self, key):
        return self._ask(False, super().has_key, key)

    def incr(self, key, delta):
        value = self._ask(None, super().incr, key, delta)
        if value is None:
            raise ValueError(f"Key '{key}' not found.")
        return value

    def set_many(self, data, timeout):
        self._ask(None, super().set_many, data, timeout)

    def delete_many(self, keys):
        self._ask(None, super().delete_many, keys, always=True)

    def clear(self):
        return self._ask(False, super().clear, always=True)


class Cache(AttemptsInDatabase, RedisCache):
    """Django's Redis cache with the client above."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = CacheClient
