"""How texts are shown, and what the admin offers to choose from."""

from wagtail import hooks

from content.choosing import pages_to_choose
from content.links import PageLinks

hooks.register("construct_page_chooser_queryset", pages_to_choose)


@hooks.register("register_rich_text_features", order=1)
def register_page_links(features):
    """Take the place of Wagtail's own handler, which asks for each linked page by itself."""
    features.register_link_type(PageLinks)
