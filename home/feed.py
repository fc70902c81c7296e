"""The latest modules and case studies in a language, for the feed."""

import uuid

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from content.reading.pages import readable
from courses.models import CaseStudyPage, ModulePage

LENGTH = 20


def newest_pages(language):
    """The modules and case studies in `language` that everyone may read, the newest first.

    At most `LENGTH`, in six queries. An untranslated text counts as new in every language, because
    it stands there in English.
    """
    pages = Page.objects.live().type(ModulePage, CaseStudyPage)
    pages = pages.filter(locale__language_code=language, first_published_at__isnull=False)
    return list(
        readable(pages, AnonymousUser()).order_by("-first_published_at", "-pk").specific()[:LENGTH]
    )


def entry_id(page, language):
    """The id of a page's entry in Atom; it stays when the page's title or address changes."""
    return uuid.uuid5(page.translation_key, language).urn
