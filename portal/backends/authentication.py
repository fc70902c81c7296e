"""Reads who is signed in, and what that person may do."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from content.editions.edition import current_edition

# Asked with every request of someone signed in: see docs/decisions/what-every-page-asks.md.
PERSON = """
    SELECT accounts_user.*,
        EXISTS (SELECT 1 FROM accounts_user_groups WHERE user_id = accounts_user.id)
            OR EXISTS (SELECT 1 FROM accounts_user_user_permissions
                       WHERE user_id = accounts_user.id) AS has_duties,
        (SELECT mark FROM content_edition LIMIT 1) AS edition_mark
    FROM accounts_user WHERE id = %s
"""


class Backend(AuthenticationBackend):
    """Reads the user together with what every page needs, in one query."""

    def get_user(self, user_id):
        """The active user with this id, or None."""
        user = next(iter(User.objects.raw(PERSON, [user_id])), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        if edition := current_edition():
            edition.take_mark(user.edition_mark)
        return user

    def get_all_permissions(self, user_obj, obj=None):
        """The names of the user's permissions as a set; no query for who is in no group."""
        if not (getattr(user_obj, "has_duties", True) or user_obj.is_superuser):
            return set()
        return super().get_all_permissions(user_obj, obj)
