"""Who is signed in, and what that person may do."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, Subquery

from accounts.models import User
from content.edition import current_edition
from content.models import Edition

IN_GROUP = User.groups.through.objects.filter(user=OuterRef("pk"))
HAS_PERMISSION = User.user_permissions.through.objects.filter(user=OuterRef("pk"))


class Backend(AuthenticationBackend):
    """Reads with the person what every page needs: one query, and no more for a learner."""

    def get_user(self, user_id):
        """The active user with this id, or None."""
        user = (
            User.objects.annotate(
                has_duties=Exists(IN_GROUP) | Exists(HAS_PERMISSION),
                edition_mark=Subquery(Edition.objects.values("mark")[:1]),
            )
            .filter(pk=user_id)
            .first()
        )
        if user is None or not self.user_can_authenticate(user):
            return None
        if edition := current_edition():
            edition.take(user.edition_mark)
        return user

    def get_all_permissions(self, user_obj, obj=None):
        """The names of the permissions; without a query for who is in no group, as most are."""
        if not (getattr(user_obj, "has_duties", True) or user_obj.is_superuser):
            return set()
        return super().get_all_permissions(user_obj, obj)
