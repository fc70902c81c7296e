"""Reads who is signed in, and what that person may do."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DatabaseError

from accounts.ending_roles import end_roles
from accounts.models import User
from accounts.prepared import prepared
from accounts.role_end import today
from accounts.sessions import PERSON, person_of_session

BY_ID = f"SELECT {PERSON} FROM accounts_user WHERE id = %s"  # noqa: S608 -- of constants


class Backend(AuthenticationBackend):
    """Knows the user from the session, and whether permissions have to be asked for at all."""

    def get_user(self, user_id):
        """The active user with this id, or None; without roles whose last day is over.

        No query for whom the session was read.
        """
        user = person_of_session(user_id) or _read(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        if user.first_role_ends and str(user.first_role_ends) < today().isoformat():
            return _without_ended_roles(user)
        return user

    def get_all_permissions(self, user_obj, obj=None):
        """The names of the user's permissions as a set; no query for who is in no group."""
        if not (getattr(user_obj, "has_duties", True) or user_obj.is_superuser):
            return set()
        return super().get_all_permissions(user_obj, obj)


def _read(user_id):
    return next(iter(User.objects.raw(prepared(BY_ID, User), [user_id])), None)


def _without_ended_roles(user):
    """The `user` whose roles that are over are taken away now, and not only at night.

    So they count nowhere, whoever asks for permissions or groups. Where the database cannot write,
    none of the roles counts.
    """
    try:
        end_roles(user)
        return _read(user.pk) or user
    except DatabaseError:
        user.has_duties = False
        return user
