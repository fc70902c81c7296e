"""Where the portal's log goes, and in which form."""

import logging

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from pythonjsonlogger.core import RESERVED_ATTRS

REFUSALS = (BadRequest, MultiPartParserError, SuspiciousOperation)


class RefusalFilter(logging.Filter):
    """Leaves one line of a request that was refused, such as one that is too large.

    Where in our code that was noticed helps nobody.
    """

    def filter(self, record):
        if record.exc_info and isinstance(record.exc_info[1], REFUSALS):
            record.exc_info = None
        return True


def log_settings(level, is_json):
    """Django's LOGGING: each event of at least `level` on the console, with its request's number.

    `is_json`: one JSON object a line, also of what gunicorn says of itself; otherwise text.
    """
    console = {
        "class": "logging.StreamHandler",
        "formatter": "json" if is_json else "text",
        "filters": ["request_id", "refusal"],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "portal.middleware.request_id.RequestIdFilter"},
            "refusal": {"()": RefusalFilter},
        },
        "formatters": {
            "text": {
                "format": "{asctime} {levelname} {name} [{request_id}] {message}",
                "style": "{",
            },
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{levelname}{name}{request_id}{message}",
                "style": "{",
                "timestamp": "time",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
                "reserved_attrs": [*RESERVED_ATTRS, "request"],
            },
        },
        "handlers": {"console": console},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            name: {"handlers": ["console"], "propagate": False}
            for name in ("django", "gunicorn.error")
        },
    }
