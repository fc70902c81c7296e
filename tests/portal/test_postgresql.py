"""A connection to PostgreSQL that breaks between two requests."""

from time import monotonic

import pytest
from django.db import OperationalError, connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture
def a_request():
    """Begins a request as Django does, with a connection that has stayed open."""
    connection.ensure_connection()

    def begin():
        connection.close_if_unusable_or_obsolete()
        connection.health_check_enabled = True
        connection.health_check_done = False

    yield begin
    connection.close()


def number():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 7")
        return cursor.fetchone()[0]


def asked_by_another(sql):
    """The value of a query about this connection, asked on one beside it."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(sql, [connection.connection.info.backend_pid])
        [value] = cursor.fetchone()
    other.close()
    return value


def last_query():
    return asked_by_another("SELECT query FROM pg_stat_activity WHERE pid = %s")


def break_connection():
    """End it on the server's side, as a restart of PostgreSQL does."""
    asked_by_another("SELECT pg_terminate_backend(%s, 5000)")


@pytest.mark.parametrize("checked", ["long ago", "just now"])
def test_a_broken_connection_is_replaced_unnoticed(a_request, checked):
    connection.checked_at = monotonic() if checked == "just now" else 0.0
    break_connection()
    a_request()
    assert number() == 7


@pytest.mark.parametrize(("checked", "asked"), [("long ago", "SELECT 1"), ("just now", "SELECT 7")])
def test_a_connection_is_not_checked_again_at_once(a_request, checked, asked):
    number()
    connection.checked_at = monotonic() if checked == "just now" else 0.0
    a_request()
    connection.close_if_health_check_failed()
    assert last_query() == asked


def test_a_connection_is_not_replaced_within_a_request(a_request):
    connection.checked_at = monotonic()
    a_request()
    number()
    connection.checked_at = 0.0
    break_connection()
    with pytest.raises(OperationalError):
        number()
