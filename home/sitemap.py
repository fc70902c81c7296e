"""The pages that search engines may know, in all their languages."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from content.reading.pages import readable


def sitemap_entries(request):
    """A dict for each page that everyone may read: its location, lastmod and alternates.

    Aliases, which show an untranslated text under another language, are left out: they would be the
    same page twice. The number of queries does not grow with the pages.
    """
    pages = list(
        readable(Page.objects.live().filter(depth__gt=1, alias_of=None), AnonymousUser())
        .select_related("locale")
        .order_by("path")
    )
    translations = defaultdict(list)
    for page in pages:
        translations[page.translation_key].append(
            {"lang_code": page.locale.language_code, "location": page.get_full_url(request)}
        )
    return [
        {
            "location": page.get_full_url(request),
            "lastmod": page.last_published_at or page.latest_revision_created_at,
            "alternates": _others(translations[page.translation_key]),
        }
        for page in pages
    ]


def _others(alternates):
    return alternates if len(alternates) > 1 else []
