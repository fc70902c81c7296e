"""Where the portal's log goes, and in which form."""

from pythonjsonlogger.core import RESERVED_ATTRS


def log_settings(level, is_json):
    """Django's LOGGING: each event of at least `level` on the console, with its request's number.

    `is_json`: one JSON object a line, also of what gunicorn says of itself; otherwise text.
    """
    console = {
        "class": "logging.StreamHandler",
        "formatter": "json" if is_json else "text",
        "filters": ["request_id"],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "portal.middleware.request_id.RequestIdFilter"}},
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
