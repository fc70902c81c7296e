"""Who may read, how texts are shown, and how the admin works on pages."""

from wagtail import hooks

from content.languages.links import PageLinks
from content.languages.translating import guard_conversion, urlpatterns
from content.pages.admin import EditorsViewSet
from content.pages.api import replace_page_endpoint
from content.pages.choosing import pages_to_choose
from content.reading.files import guard_document, guard_media
from content.reading.pages import guard_page

hooks.register("before_serve_page", guard_page, order=-10)
hooks.register("before_serve_document", guard_document)
hooks.register("before_serve_media", guard_media)
hooks.register("before_convert_alias_page", guard_conversion)
hooks.register("construct_page_chooser_queryset", pages_to_choose)
hooks.register("construct_admin_api", replace_page_endpoint, order=10)  # after Wagtail's own


@hooks.register("register_admin_viewset", order=10)  # after Wagtail's own
def register_views():
    """Take the place of Wagtail's views for all page types."""
    return EditorsViewSet()


@hooks.register("register_admin_urls", order=-1)  # before those whose place they take
def translation_urls():
    """Addresses of wagtail-localize that are answered differently."""
    return urlpatterns


@hooks.register("register_rich_text_features", order=1)
def register_page_links(features):
    """Take the place of Wagtail's own handler, which asks for each linked page by itself."""
    features.register_link_type(PageLinks)
