"""Django's PostgreSQL backend, which checks connections less often and prepares statements."""

from select import POLLIN, poll
from time import monotonic

from django.db.backends.postgresql import base

PAUSE = 1  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """Trusts a connection that was checked within the last PAUSE, unless its server sent something.

    Django checks before the first query of every request, which for a kept page is as much as the
    rest of its work. A server that ends a connection says so, and that is seen without a query. A
    connection that falls silent is noticed after PAUSE, or by a query that fails.
    """

    checked_at = -PAUSE

    def init_connection_state(self):
        """As Django does it; nothing is prepared in a new connection yet."""
        super().init_connection_state()
        self.prepared = {}  # {statement: what executes it}

    def prepare(self, statement):
        """What executes `statement` (with "%s" for each value), planned once for this connection.

        The statement itself where connections end with each request, as behind a pooler.
        """
        if not self.settings_dict["CONN_MAX_AGE"]:
            return statement
        self.close_if_health_check_failed()
        self.ensure_connection()
        if statement not in self.prepared:
            self.prepared[statement] = self._prepare(statement)
        return self.prepared[statement]

    def _prepare(self, statement):
        name = f"portal_{len(self.prepared)}"
        count = statement.count("%s")
        numbered = statement % tuple(f"${number}" for number in range(1, count + 1))
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {numbered}")
        return f"EXECUTE {name}({', '.join(['%s'] * count)})"

    def close_if_health_check_failed(self):
        """Close the connection if it no longer holds; check it at most once in PAUSE."""
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
