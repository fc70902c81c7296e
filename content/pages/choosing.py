"""Which pages the admin offers to choose from."""

from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.languages.aliases import without_aliases

WORK = ("add", "change", "publish")


def pages_to_choose(pages, request):
    """Those of `pages` that can be linked to: each once, and only for people who write.

    An alias shows another page's text under another language; links lead there by themselves.
    People who only follow learners would find drafts and closed lessons here.
    """
    if not policy_registry.get_by_type(Page).user_has_any_permission(request.user, WORK):
        return pages.none()
    return without_aliases(pages)
