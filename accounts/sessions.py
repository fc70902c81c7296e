"""Sessions in the database, as Django keeps them, with whose they are and when they were used."""

from contextlib import suppress
from datetime import timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.contrib.sessions.backends import db
from django.db import DatabaseError, transaction
from django.utils import timezone

# Asked with every request of someone signed in: see docs/decisions/what-every-page-asks.md.
SESSION = "SELECT * FROM accounts_session WHERE session_key = %s"
NOTED_EVERY = timedelta(minutes=5)  # how exact "last seen" is: no page writes it more often
STAFF_IDLE = timedelta(hours=12)
IDLED_OUT = "idled_out"  # in the session that follows one that was not used for too long
UNATTENDED = "/admin/editing-sessions/"  # an open editor asks this by itself, for ever


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read with a statement written by hand.

    `is_attended`: whether somebody sits there, so that reading it counts as use.
    """

    is_attended = True

    @classmethod
    def get_model_class(cls):
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.user_id = data.get("_auth_user_id")
        session.last_seen_at = timezone.now()
        return session

    def load(self):
        """The session's values as a dict; empty where it has ended.

        A session that has ended gets a new key when it is saved. One that was not used for too long
        is deleted; in its place comes one of nobody that says so.
        """
        session = next(iter(self.model.objects.raw(SESSION, [self.session_key])), None)
        now = timezone.now()
        if session is None or session.expire_date <= now:
            self._session_key = None
            return {}
        if session.user_id and session.last_seen_at <= now - NOTED_EVERY:
            if has_idled_out(session.user, session.last_seen_at, now):
                session.delete()
                self._session_key = None
                self.modified = True
                return {IDLED_OUT: True}
            if self.is_attended:
                self._note_seen(now)
        return self.decode(session.session_data)

    def _note_seen(self, now):
        """Write that the session is used; a database that has no room leaves the page as it is."""
        row = self.model.objects.filter(session_key=self.session_key)
        with suppress(DatabaseError), transaction.atomic():
            row.update(last_seen_at=now)


def has_idled_out(person, last_seen_at, now):
    """Whether a session of `person`, last seen then, has ended: those who may enter the admin."""
    return last_seen_at <= now - STAFF_IDLE and person.has_perm("wagtailadmin.access_admin")


def attendance_middleware(get_response):
    """Middleware: what an open editor asks by itself does not keep a session alive."""

    def middleware(request):
        request.session.is_attended = not request.path.startswith(UNATTENDED)
        return get_response(request)

    return middleware


def keep_no_address(request, **details):
    """Take the address out of what allauth notes of a log-in: how, and when, is all that it reads.

    Nothing in a session says who somebody is but the number of the account.
    """
    noted = request.session[AUTHENTICATION_METHODS_SESSION_KEY]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {name: value for name, value in each.items() if name != "email"} for each in noted
    ]
