"""The breadcrumb of a page."""

from wagtail.models import Page

from content.editions.edition import remembered
from content.reading.pages import listable

HOME_DEPTH = 2


def trail_of(page):
    """The live pages between the home page and `page`, from the top, as dicts with title and url.

    One query for each page and edition; none for a child of the home page, which has no breadcrumb.
    """
    if page.depth <= HOME_DEPTH + 1:
        return []
    return remembered(f"trail-{page.pk}", lambda: _above(page))


def _above(page):
    above = Page.objects.ancestor_of(page).live().filter(depth__gt=HOME_DEPTH).order_by("depth")
    return [{"title": each.title, "url": each.get_url()} for each in listable(above)]
