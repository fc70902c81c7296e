"""The pages that search engines may know, in all their languages."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from courses.access import readable


def sitemap_entries(request):
    """One entry for each page that everyone may read: location, lastmod and alternates.

    Texts that stand under a language only because they are not translated (aliases) are left out:
    they would be the same page twice. As many queries however many pages there are.
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
