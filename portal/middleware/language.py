"""The language of a request."""

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class LanguageMiddleware(LocaleMiddleware):
    """Redirects an address without a language to the one with it, unless a view answered 404.

    Django's own middleware would also redirect what the admin or a file view has not found to
    `/en/…`, because the pages' catch-all pattern makes every address valid below a language.
    """

    def process_response(self, request, response):
        if response.status_code == 404 and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", get_language())
            return response
        return super().process_response(request, response)
