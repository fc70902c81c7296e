"""PostgreSQL as Django speaks to it, but for how often a connection is asked whether it holds."""

from select import POLLIN, poll
from time import monotonic

from django.db.backends.postgresql import base

PAUSE = 1  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """Trusts a connection that has just been checked, unless its server has said something.

    Django asks before the first query of every request; to a page that is kept, that is as much
    as the rest of its work. A server that ends a connection says so, and that is seen without a
    question. Only one that falls silent is noticed after PAUSE, or by a query that fails.
    """

    checked_at = -PAUSE

    def close_if_health_check_failed(self):
        """Close it if it no longer holds; ask at most once in a request, and seldom."""
        if self.connection is None or self.health_check_done:
            return
        now = monotonic()
        if now - self.checked_at < PAUSE and not self._has_word():
            self.health_check_done = True
        else:
            self.checked_at = now
            super().close_if_health_check_failed()

    def _has_word(self):
        """Whether the connection is closed, or something waits that nobody asked for."""
        if self.connection.closed:
            return True
        waiting = poll()
        waiting.register(self.connection.fileno(), POLLIN)
        return bool(waiting.poll(0))
