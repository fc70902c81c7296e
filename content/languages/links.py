"""Links to pages within rich text."""

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from content.reading.pages import listable


class PageLinks(PageLinkHandler):
    """Links to the page in the reader's language. At most two queries for all links of a text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        """The opening tag of each link; `<a>` without address if nobody may read its page."""
        pages = cls._pages([attrs.get("id") for attrs in attrs_list])
        return [
            f'<a href="{escape(page.url)}">' if page and page.url else "<a>"
            for page in map(pages.get, (str(attrs.get("id")) for attrs in attrs_list))
        ]

    @classmethod
    def _pages(cls, keys):
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
