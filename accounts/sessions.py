"""Sessions in the database, as Django keeps them, with whose they are and when they were used."""

from contextlib import suppress
from contextvars import ContextVar
from datetime import timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.contrib.sessions.backends import db
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.prepared import prepared
from accounts.staff import is_staff_of_programme

# What is read of a person with every request: see docs/decisions/what-every-page-asks.md.
PERSON = """
    {columns},
    EXISTS (SELECT 1 FROM accounts_user_groups WHERE user_id = accounts_user.id)
        OR EXISTS (SELECT 1 FROM accounts_user_user_permissions
                   WHERE user_id = accounts_user.id) AS has_duties,
    (SELECT MIN(last_day) FROM accounts_roleend ends JOIN accounts_user_groups held
        ON held.user_id = ends.person_id AND held.group_id = ends.role_id
        WHERE ends.person_id = accounts_user.id) AS first_role_ends,
    EXISTS (SELECT 1 FROM accounts_roleend
            WHERE person_id = accounts_user.id) AS has_role_ends
"""
SESSION = f"""
    SELECT {PERSON}, session_data, expire_date > %s AS is_open, last_seen_at <= %s AS is_to_note,
        last_seen_at <= %s AS is_idle {{along}}
    FROM accounts_session LEFT JOIN accounts_user ON accounts_user.id = accounts_session.user_id
    WHERE session_key = %s
"""  # noqa: S608 -- of constants
NOTED_EVERY = timedelta(minutes=5)  # how exact "last seen" is: no page writes it more often
STAFF_IDLE = timedelta(hours=12)
IDLED_OUT = "idled_out"  # in the session that follows one that was not used for too long
UNATTENDED = "/admin/editing-sessions/"  # an open editor asks this by itself, for ever


_along = {}  # {name: (SQL of one value, what takes it)}
_person = ContextVar("person", default=None)  # whom the last session that was read is of


def read_along(name, sql, take):
    """Read the value of `sql` with every session, so that no page asks for it by itself.

    `name` is its column; `take` is called with it. For the `ready` of an AppConfig.
    """
    _along[name] = sql, take


def person_of_session(user_id):
    """The User with this id if the session that was just read is theirs, else None. Given once."""
    person = _person.get()
    if person is None or person.pk != user_id:
        return None
    _person.set(None)
    return person


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read together with whose they are, in one query.

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
        now = timezone.now()
        row = self._read(now)
        if row is None or not row.is_open:
            self._session_key = None
            return {}
        if row.pk and row.is_to_note:
            if row.is_idle and is_staff_of_programme(row):
                self.model.objects.filter(session_key=self.session_key).delete()
                self._session_key = None
                self.modified = True
                return {IDLED_OUT: True}
            if self.is_attended:
                self._note_seen(now)
        _person.set(row if row.pk else None)
        return self.decode(row.session_data)

    def _read(self, now):
        """The User whose session it is (without an id: nobody's), with what SESSION says of it.

        None where there is no session.
        """
        along = "".join(f", {sql} AS {name}" for name, (sql, _take) in _along.items())
        moments = (now, now - NOTED_EVERY, now - STAFF_IDLE)
        asked = [*map(connection.ops.adapt_datetimefield_value, moments), self.session_key]
        person = apps.get_model("accounts", "User")
        statement = prepared(SESSION.replace("{along}", along), person)
        row = next(iter(person.objects.raw(statement, asked)), None)
        if row:
            for name, (_sql, take) in _along.items():
                take(getattr(row, name))
        return row

    def _note_seen(self, now):
        """Write that the session is used; a database that has no room leaves the page as it is."""
        row = self.model.objects.filter(session_key=self.session_key)
        with suppress(DatabaseError), transaction.atomic():
            row.update(last_seen_at=now)


def has_idled_out(person, last_seen_at, now):
    """Whether a session of `person`, last seen then, has ended: of who works for the programme."""
    return last_seen_at <= now - STAFF_IDLE and is_staff_of_programme(person)


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
