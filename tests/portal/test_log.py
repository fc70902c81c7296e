"""In production the log is JSON, one object a line."""

import json

import pytest

from tests.portal.test_start import start

FAIL = """
import django, logging
django.setup()
from portal.middleware.request_id import request_id_middleware
def get_response(request):
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("courses").exception("Málaga\\nfailed", extra={"request": request})
    return {}
request_id_middleware(get_response)(type("Request", (), {})())
"""

NOT_FOUND = """
import django
django.setup()
from django.http import HttpResponseNotFound
from django.utils.log import log_response
from portal.middleware.request_id import request_id_middleware
request = type("Request", (), {})()
response = request_id_middleware(lambda request: HttpResponseNotFound())(request)
log_response("Not Found: /x/ of %s", request.id, response=response, request=request)
"""
REFUSED = """
import django
django.setup()
from django.core.exceptions import {error}
from django.http import HttpResponse
from django.utils.log import log_response
request = type("Request", (), {{"id": "a"}})()
try:
    raise {error}("It does not fit.")
except Exception as error:
    answer = HttpResponse(status={status})
    log_response("%s", error, exception=error, request=request, response=answer)
"""
GUNICORN = """
import django
from gunicorn.config import Config
from gunicorn.glogging import Logger
logger = Logger(Config())
django.setup()
logger.info("Listening")
"""


def test_an_error_is_one_object_with_the_number_of_its_request():
    record = json.loads(start(FAIL))
    assert record["level"] == "ERROR"
    assert record["logger"] == "courses"
    assert record["message"] == "Málaga\nfailed"
    assert len(record["request_id"]) == 8
    assert "ZeroDivisionError" in record["exc_info"]
    assert record["time"].endswith("+00:00")
    assert "request" not in record


def test_what_is_told_of_a_request_afterwards_has_its_number_too():
    record = json.loads(start(NOT_FOUND))
    assert record["message"] == f"Not Found: /x/ of {record['request_id']}"
    assert len(record["request_id"]) == 8


def test_what_gunicorn_says_is_json_too():
    record = json.loads(start(GUNICORN))
    assert (record["level"], record["message"]) == ("INFO", "Listening")


@pytest.mark.parametrize(
    ("error", "status", "is_one_line"),
    [
        ("RequestDataTooBig", 400, True),
        ("TooManyFieldsSent", 400, True),
        ("DisallowedHost", 400, True),
        ("BadRequest", 400, True),
        ("FieldError", 500, False),
    ],
)
def test_a_request_that_is_refused_is_one_line(error, status, is_one_line):
    record = json.loads(start(REFUSED.format(error=error, status=status)))
    assert record["message"] == "It does not fit."
    assert ("Traceback" not in str(record)) is is_one_line
