"""Where a page stands."""

from wagtail.models import Page

HOME_DEPTH = 2


def trail_of(page, request=None):
    """The pages between the home page and `page`, from the top: title and url of each.

    One query; none for a child of the home page, which needs no trail.
    """
    if page.depth <= HOME_DEPTH + 1:
        return []
    above = Page.objects.ancestor_of(page).filter(depth__gt=HOME_DEPTH).order_by("depth")
    return [{"title": each.title, "url": each.get_url(request)} for each in above]
