"""The feed of what is new."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from accounts.languages import SOURCE_LANGUAGE
from home.feed import entry_id, newest_pages
from text.typed import visible

NAME = "SME4SMARTCITIES"


class Feed(Atom1Feed):
    """An Atom feed whose entries may have a `language` of their own."""

    def item_attributes(self, item):
        """The XML attributes of an <entry>."""
        return {"xml:lang": item["language"]} if item["language"] else {}


@require_safe
@conditional_page
def feed(request):
    """The newest modules and case studies in the language of the address, as Atom."""
    language = get_language()
    atom = Feed(
        title=_("%(portal)s: new modules and case studies") % {"portal": NAME},
        link=f"{settings.SITE_URL}/{language}/",
        description="",
        language=language,
        author_name=NAME,
        feed_url=settings.SITE_URL + reverse("feed"),
    )
    for page in newest_pages(language):
        atom.add_item(
            title=visible(page.title),
            link=page.get_full_url(request),
            description=escape(visible(page.summary)),  # the feed says that it is HTML
            unique_id=entry_id(page, language),
            pubdate=page.first_published_at,
            updateddate=page.last_published_at or page.first_published_at,
            categories=[page.page_type_display_name],
            language=SOURCE_LANGUAGE if page.alias_of_id else None,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
