"""How a page is served, and what of it may be kept for the next visitor."""

from django.utils.cache import patch_cache_control, set_response_etag
from wagtail.models import PageViewRestriction

from content.editions.edition import remembered
from content.reading.readers import readers_of

NO_RESTRICTIONS = PageViewRestriction.objects.none()  # one, to be evaluated once


class Served:
    """A part of every page type: says for whom a response is."""

    def is_known(self, parameters):
        """Whether the QueryDict `parameters` of an address is one of the few that are expected."""
        return not parameters

    def serve(self, request, *args, **kwargs):
        """The response; marked where every visitor may be shown the same.

        `portal.middleware.kept_pages` keeps what is marked. A response to someone signed in must
        not be kept by any cache: `portal.middleware.own_answers` says so.
        """
        response = super().serve(request, *args, **kwargs)
        if request.user.is_anonymous:
            if not readers_of(self).is_same_for_visitors(self):
                patch_cache_control(response, private=True)
            elif self.is_known(request.GET):
                response.add_post_render_callback(offer_to_visitors)
        return response

    def serve_preview(self, request, mode_name):
        """The response to the editor's preview, whose request knows the page: it has no address."""
        request.previewed = self
        return super().serve_preview(request, mode_name)

    def get_context(self, request, *args, **kwargs):
        """The context, with `frame`: the name under which the page's head and menus are kept.

        It is empty in a preview, and where the links to other languages repeat parameters.
        """
        context = super().get_context(request, *args, **kwargs)
        is_plain = not (getattr(request, "is_preview", True) or request.META.get("QUERY_STRING"))
        return context | {"frame": f"frame-{self.pk}" if is_plain else ""}

    def get_view_restrictions(self):
        """Wagtail's privacy of this page, without a query if no page of the site has any."""
        if remembered("has-privacy", PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return NO_RESTRICTIONS


def offer_to_visitors(response):
    """Mark a rendered page as the same for everyone who is not signed in."""
    set_response_etag(response)
    patch_cache_control(response, no_cache=True)  # browsers ask each time whether it has changed
    response.is_for_visitors = True
