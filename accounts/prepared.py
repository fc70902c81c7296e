"""Statements that come with nearly every request, which PostgreSQL plans once."""

from functools import cache

from django.db import connection


def prepared(statement, model=None):
    """What asks the database for `statement`, with the same values in the same order.

    Its values stand as "%s", `{columns}` for all columns of `model`. PostgreSQL plans it once for a
    connection: see docs/decisions/what-every-page-asks.md. SQLite keeps statements by itself.

    Raises ValueError where it reads whatever columns there are: the first that a migration added
    would break the plan.
    """
    statement = _written(statement, model)
    prepare = getattr(connection, "prepare", None)
    return prepare(statement) if prepare else statement


@cache
def _written(statement, model):
    if model:
        columns = (f"{model._meta.db_table}.{each.column}" for each in model._meta.concrete_fields)
        statement = statement.replace("{columns}", ", ".join(columns))
    if "*" in statement:
        raise ValueError(f"Name the columns of the prepared statement {statement}")
    return statement
