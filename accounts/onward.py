"""Where a request leads on to: the parameter `next` of links and forms."""

from contextlib import suppress

from allauth.account.utils import get_next_redirect_url
from allauth.core.context import request_context
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

WANTED = "wanted"  # what asks for a new password leads to a mail first, and from there to this


def onward_of(request, name="next"):
    """The address that `name` of `request` holds, where it is safe to lead there; else empty.

    What is none of ours, or holds a control character, counts as absent; so does what stands in a
    form that cannot be read.
    """
    unreadable = (BadRequest, MultiPartParserError, SuspiciousOperation, OSError)
    with request_context(request), suppress(*unreadable):
        return get_next_redirect_url(request, name) or ""
    return ""
