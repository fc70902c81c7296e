"""PostgreSQL as Django speaks to it, but for how often a connection is asked whether it holds."""

from time import monotonic

from django.db.backends.postgresql import base

PAUSE = 1  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """Trusts a connection that has just been checked.

    Django asks before the first query of every request; to a page that is kept, that is as much
    as the rest of its work. What goes wrong within the pause answers 503 and closes the
    connection, as it does in the middle of a request.
    """

    checked_at = -PAUSE

    def close_if_health_check_failed(self):
        """Close it if it no longer holds; ask at most once in a request and in PAUSE."""
        if self.health_check_done:
            return
        now = monotonic()
        if now - self.checked_at < PAUSE:
            self.health_check_done = True
        else:
            self.checked_at = now
            super().close_if_health_check_failed()
