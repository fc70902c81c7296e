"""Which pages the admin offers to choose from."""

from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.languages.trees import without_aliases

WORK = ("add", "change", "publish")


def pages_to_choose(pages, request):
    """Those of `pages` (a queryset) that may be linked to; none for people who do not write.

    Aliases are left out: links lead to them by themselves. Who only follows learners would find
    drafts and closed lessons here.
    """
    if not policy_registry.get_by_type(Page).user_has_any_permission(request.user, WORK):
        return pages.none()
    return without_aliases(pages)
