"""Whole pages, kept from one visitor to the next: see docs/decisions/editions.md."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from content.editions.edition import one_edition
from content.editions.moments import next_moment


@dataclass(frozen=True)
class KeptPage:
    """A response that was kept. It holds in its edition and before `until` (None: no end)."""

    content: bytes
    headers: dict[str, str]
    until: datetime | None

    def is_valid(self):
        return self.until is None or timezone.now() < self.until

    def response(self):
        """A new HttpResponse like the first one."""
        return HttpResponse(self.content, headers=self.headers)


def kept_pages_middleware(get_response):
    """Answer a visitor with the page that another visitor was shown, if it is still the same.

    A visitor sends no session: is not signed in and has no message waiting. Only pages that offer
    themselves (`content.editions.serving.offer_to_visitors`) and set no cookie are kept.
    """

    def middleware(request):
        with one_edition() as edition:
            if settings.DEBUG or not _is_visitor(request) or edition.mark is None:
                return get_response(request)
            key = _key(request, edition.mark)
            kept = caches["pages"].get(key)
            if kept is None or not kept.is_valid():
                until = next_moment(timezone.now())
                response = get_response(request)
                if not _may_be_kept(request, response):
                    return response
                kept = KeptPage(response.content, dict(response.items()), until)
                caches["pages"].set(key, kept)
            response = kept.response()
            return get_conditional_response(request, etag=response["ETag"], response=response)

    return middleware


def _is_visitor(request):
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and not getattr(request, "is_dummy", False)  # the editor's preview
    )


def _key(request, mark):
    """Of the edition, and of all that an answer may depend on; the path holds the language."""
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    address = request.build_absolute_uri()
    return sha256(f"{mark} {is_packed} {address}".encode()).hexdigest()


def _may_be_kept(request, response):
    return (
        request.method == "GET"
        and response.status_code == 200
        and getattr(response, "is_for_visitors", False)
        and not response.cookies
    )
