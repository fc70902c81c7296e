"""What a request asks of the database."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

AROUND = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def assert_queries(number):
    """Within it exactly so many queries are made, besides what begins and ends transactions."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not query["sql"].startswith(AROUND)]
    assert len(asked) == number, "\n".join([f"{len(asked)} queries:", *asked])
