"""The language of a request."""

import re

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language

# Codes of before 1989, which some browsers and telephones still send.
NEW_CODES = {"iw": "he", "in": "id", "ji": "yi"}
OLD_CODE = re.compile(r"(?<![\w-])(iw|in|ji)(?![\w])", re.IGNORECASE)


class LanguageMiddleware(LocaleMiddleware):
    """Redirects an address without a language to the one with it, unless a view answered 404.

    It reads what the browser accepts with the codes of today: "iw-IL" is Hebrew.

    Django's own middleware would also redirect what the admin or a file view has not found to
    `/en/…`, because the pages' catch-all pattern makes every address valid below a language.
    """

    def process_request(self, request):
        if accepted := request.META.get("HTTP_ACCEPT_LANGUAGE"):
            request.META["HTTP_ACCEPT_LANGUAGE"] = OLD_CODE.sub(
                lambda code: NEW_CODES[code[0].lower()], accepted
            )
        super().process_request(request)

    def process_response(self, request, response):
        if response.status_code == 404 and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", get_language())
            return response
        return super().process_response(request, response)
