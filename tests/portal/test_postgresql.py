"""A connection to PostgreSQL that breaks between two requests, and what it has prepared."""

from time import monotonic

import pytest
from django.db import OperationalError, connection

from accounts.models import User
from accounts.prepared import prepared

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


def ask(statement, value, model=None):
    """The rows of a prepared statement, and what was executed for them."""
    executed = prepared(statement, model)
    with connection.cursor() as cursor:
        cursor.execute(executed, [value])
        return cursor.fetchall(), executed


PLAN = "SELECT %s::int + 1"


def test_a_statement_is_planned_once_for_a_connection(a_request):
    assert [ask(PLAN, 1), ask(PLAN, 2)] == [
        ([(2,)], "EXECUTE portal_0(%s)"),
        ([(3,)], "EXECUTE portal_0(%s)"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (1,)


def test_a_connection_that_was_replaced_prepares_anew(a_request):
    ask(PLAN, 1)
    connection.checked_at = 0.0
    break_connection()
    a_request()
    assert ask(PLAN, 2)[0] == [(3,)]


def test_a_plan_holds_while_a_migration_adds_a_column(a_request, db):
    people = "SELECT {columns} FROM accounts_user WHERE id = %s"
    User.objects.create_user(email="ada@example.com")
    [pk] = User.objects.values_list("pk", flat=True)
    before = ask(people, pk, User)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user ADD COLUMN added integer")
    try:
        assert ask(people, pk, User) == before
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_user DROP COLUMN added")


def test_what_reads_any_columns_is_not_prepared():
    with pytest.raises(ValueError, match="Name the columns"):
        prepared("SELECT * FROM accounts_user WHERE id = %s")


def test_nothing_is_prepared_where_connections_end_with_the_request(a_request, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    assert ask(PLAN, 1) == ([(2,)], PLAN)
