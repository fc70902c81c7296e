"""Rows written for very many learners at once."""

from collections import defaultdict

from django.core.exceptions import EmptyResultSet
from django.db import connection

AT_ONCE = 2000


def insert_from(model, rows, **columns):
    """Write a row of `model` for each of `rows` (a queryset) in one query; returns how many.

    `columns`: expressions over `rows` by the name of the column. Nothing is read into memory, and
    no signal is sent.
    """
    return _insert(model, rows, columns, lambda cursor: cursor.rowcount) or 0


def insert_and_name(model, rows, **columns):
    """The same as `insert_from`; returns the ids of the new rows, as a list."""
    key = connection.ops.quote_name(model._meta.pk.column)
    ids = _insert(model, rows, columns, lambda cursor: cursor.fetchall(), f"RETURNING {key}")
    return [pk for [pk] in ids or ()]


def _insert(model, rows, columns, read, ending=""):
    """What `read` makes of the cursor after the query; None where there is nothing to insert."""
    quote = connection.ops.quote_name
    names = {f"new_{name}": value for name, value in columns.items()}
    selected = rows.annotate(**names).values_list(*names).query
    try:
        select, values = selected.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} {select} {ending}", values)
        return read(cursor)


def update_alike(rows, fields):
    """Write these `fields` of `rows`, stored instances of one model.

    Those that get the same values are written in one query, some thousand at a time: what very many
    learners have in common, such as a score, takes few.
    """
    alike = defaultdict(list)
    for row in rows:
        alike[tuple(getattr(row, field) for field in fields)].append(row)
    for values, same in alike.items():
        for start in range(0, len(same), AT_ONCE):
            some = same[start : start + AT_ONCE]
            stored = type(some[0])._base_manager.filter(pk__in=[row.pk for row in some])
            stored.update(**dict(zip(fields, values, strict=True)))
