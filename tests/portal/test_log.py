"""In production the log is JSON, one object a line."""

import json

from tests.portal.test_start import start

FAIL = """
import django, logging
django.setup()
from portal.request_id import request_id_middleware
def get_response(request):
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("courses").exception("Málaga\\nfailed", extra={"request": request})
    return {}
request_id_middleware(get_response)(type("Request", (), {})())
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
