"""Reads who is signed in, and what that person may do."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.sessions import PERSON, person_of_session

BY_ID = f"SELECT {PERSON} FROM accounts_user WHERE id = %s"  # noqa: S608 -- of constants


class Backend(AuthenticationBackend):
    """Knows the user from the session, and whether permissions have to be asked for at all."""

    def get_user(self, user_id):
        """The active user with this id, or None. No query for whom the session was read."""
        user = person_of_session(user_id) or next(iter(User.objects.raw(BY_ID, [user_id])), None)
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """The names of the user's permissions as a set; no query for who is in no group."""
        if not (getattr(user_obj, "has_duties", True) or user_obj.is_superuser):
            return set()
        return super().get_all_permissions(user_obj, obj)
