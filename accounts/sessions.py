"""Sessions in the database, as Django keeps them, but read in less time, and without addresses."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

# Asked with every request of someone signed in: see docs/decisions/what-every-page-asks.md.
SESSION = "SELECT * FROM django_session WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read with a statement written by hand."""

    def load(self):
        """The session's values as a dict; empty where it has ended.

        A session that has ended gets a new key when it is saved.
        """
        session = next(iter(self.model.objects.raw(SESSION, [self.session_key])), None)
        if session is None or session.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(session.session_data)


def keep_no_address(request, **details):
    """Take the address out of what allauth notes of a log-in: how, and when, is all that it reads.

    A session may outlive the account by two weeks.
    """
    noted = request.session[AUTHENTICATION_METHODS_SESSION_KEY]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {name: value for name, value in each.items() if name != "email"} for each in noted
    ]
