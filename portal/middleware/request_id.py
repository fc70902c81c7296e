"""A number for every request: error pages show it, log lines and the response carry it."""

import logging
import secrets
from contextvars import ContextVar

_current = ContextVar("request_id", default="-")


def request_id_middleware(get_response):
    """Give each request an `id`, which its response carries as X-Request-ID."""

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
    """Gives each log record the id of the request that it was written in, or is about.

    Django logs a 404 only after the request has left all middleware.
    """

    def filter(self, record):
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "id", _current.get())
        return True
