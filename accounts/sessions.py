"""Sessions in the database, as Django keeps them, but read in less time."""

from django.contrib.sessions.backends import db
from django.utils import timezone

# Asked with every request of someone signed in: see docs/decisions/what-every-page-asks.md.
SESSION = "SELECT * FROM django_session WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's sessions."""

    def load(self):
        """What the session holds; nothing, and a key to be chosen anew, where it has ended."""
        session = next(iter(self.model.objects.raw(SESSION, [self.session_key])), None)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(session.session_data)
