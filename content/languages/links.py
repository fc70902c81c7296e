"""Links to pages within rich text."""

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from content.reading.pages import listable


class PageLinks(PageLinkHandler):
    """Turns links as stored into links to the page in the reader's language.

    All links of a text take two queries at most.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        """The opening tag for each of `attrs_list`, dicts with the `id` of the page linked to.

        Where that page is gone, or a visitor may not read it, the tag has no address.
        """
        pages = cls._pages([attrs.get("id") for attrs in attrs_list])
        return [
            f'<a href="{escape(page.url)}">' if page and page.url else "<a>"
            for page in map(pages.get, (str(attrs.get("id")) for attrs in attrs_list))
        ]

    @classmethod
    def _pages(cls, keys):
        """{id as stored: the page to link to} of those of `keys`, page ids, that can be read."""
        pages = listable(Page.objects.filter(pk__in=keys)).select_related("locale")
        found = {str(page.pk): page for page in pages}
        elsewhere = [
            page.translation_key
            for page in found.values()
            if page.locale.language_code != get_language()
        ]
        if elsewhere:
            here = {
                page.translation_key: page
                for page in Page.objects.live()
                .filter(translation_key__in=elsewhere, locale__language_code=get_language())
                .select_related("locale")
            }
            found = {key: here.get(page.translation_key, page) for key, page in found.items()}
        return found
