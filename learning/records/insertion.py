"""Rows written for very many learners at once, and single ones in few words."""

from collections import defaultdict
from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import connection

from accounts.prepared import prepared

AT_ONCE = 2000


def insert_one(row, asked=None, source="", params=()):
    """Store `row`, a new instance of a model; it gets its key. No signal is sent.

    `asked`: {column: SQL for its value}, which the database finds in the one row of `source`: the
    SQL from FROM on, with its `params`. `row` does not get to know these values.

    For what is written with every act: see docs/decisions/what-every-page-asks.md.
    """
    into, fields, key = _inserting(type(row))
    asked = asked or {}
    values = [
        field.get_db_prep_save(field.pre_save(row, True), connection)
        for field in fields
        if field.column not in asked
    ]
    columns = ", ".join(asked.get(field.column, "%s") for field in fields)
    statement = f"INSERT INTO {into} SELECT {columns} {source} RETURNING {key}"
    with connection.cursor() as cursor:
        cursor.execute(prepared(statement), [*values, *params])
        [row.pk] = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


@cache
def _inserting(model):
    """(where a row of `model` is stored, the fields that it takes, the column of its key)."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(each.column) for each in fields)})"
    return into, fields, quote(model._meta.pk.column)


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
