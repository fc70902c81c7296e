"""A number for every request: error pages show it, log lines and the response carry it."""

import logging
import secrets
from contextvars import ContextVar

_current = ContextVar("request_id", default="-")


def request_id_middleware(get_response):
    """Set `request.id`, and the header X-Request-ID of the response."""

    def middleware(request):
        request.id = secrets.token_hex(4)
        token = _current.set(request.id)
        try:
            response = get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = request.id
        return response

    return middleware


class RequestIdFilter(logging.Filter):
    """Gives each log record the number of the request that it was written in, or is about.

    Django tells of a 404 only when the request has left all middleware.
    """

    def filter(self, record):
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "id", _current.get())
        return True
