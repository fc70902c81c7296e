"""Which pages the admin offers to choose from."""

from django.db.models import F
from wagtail.models import Page
from wagtail.permissions import policy_registry

WORK = ("add", "change", "publish")


def pages_to_choose(pages, request):
    """Those of `pages` that can be linked to: each once, and only for people who write.

    An alias shows another page's text under another language; links lead there by themselves.
    People who only follow learners would find drafts and closed lessons here.
    """
    if not policy_registry.get_by_type(Page).user_has_any_permission(request.user, WORK):
        return pages.none()
    shown_twice = Page.objects.filter(alias_of__translation_key=F("translation_key"))
    # The search takes no subquery.
    return pages.exclude(pk__in=list(shown_twice.values_list("pk", flat=True)))
