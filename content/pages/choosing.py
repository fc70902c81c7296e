"""Which pages the admin shows by their titles, and which it offers to choose from."""

from django.db.models import Q
from wagtail.permissions import page_permission_policy

from content.languages.trees import without_aliases

WORK = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


def shown_pages(pages, user):
    """Those of `pages` (a queryset) whose titles `user` may read in the admin.

    None for people who do not work on pages: who only follows learners would find drafts and closed
    lessons here. Others see what is live, what they work on, and what stands above that.
    """
    if not page_permission_policy.user_has_any_permission(user, WORK):
        return pages.none()
    if works_on_everything(user):
        return pages
    worked_on = page_permission_policy.explorable_instances(user)
    return pages.filter(Q(live=True) | Q(pk__in=worked_on.values("pk")))


def works_on_everything(user):
    """Whether `user` works on all pages. No query where the permissions of `user` were read."""
    permissions = page_permission_policy.get_cached_permissions_for_user(user)
    return user.is_superuser or any(each.page.is_root() for each in permissions)


def pages_to_choose(pages, request):
    """Those of `pages` (a queryset) that may be linked to.

    Aliases are left out: links lead to them by themselves.
    """
    return without_aliases(shown_pages(pages, request.user))
