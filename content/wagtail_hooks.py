"""How texts are shown."""

from wagtail import hooks

from content.links import PageLinks


@hooks.register("register_rich_text_features", order=1)
def register_page_links(features):
    """Take the place of Wagtail's own handler, which asks for each linked page by itself."""
    features.register_link_type(PageLinks)
