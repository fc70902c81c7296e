"""Rows written for very many learners at once."""

from django.core.exceptions import EmptyResultSet
from django.db import connection


def insert_from(model, rows, **columns):
    """Write a row of `model` for each of `rows` (a queryset) in one query; returns how many.

    `columns`: expressions over `rows` by the name of the column. Nothing is read into memory, and
    no signal is sent.
    """
    quote = connection.ops.quote_name
    names = {f"new_{name}": value for name, value in columns.items()}
    selected = rows.annotate(**names).values_list(*names).query
    try:
        select, values = selected.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return 0
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} {select}", values)
        return cursor.rowcount
