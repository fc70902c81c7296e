"""What the migrations left in the database, to be put back after a test that commits."""

from django.db import connection

from learning.records.history import rewriting_history


class Migrated:
    """The rows of all tables, as they are when this is made."""

    def __init__(self):
        with connection.cursor() as cursor:
            tables = connection.introspection.django_table_names(only_existing=True)
            self.rows = {table: _rows(cursor, table) for table in sorted(tables)}

    def put_back(self):
        """Give every table its rows again. Most have changed nothing, and are only looked at."""
        with rewriting_history(), connection.cursor() as cursor:
            changed = [table for table, rows in self.rows.items() if _rows(cursor, table) != rows]
            for table in changed:
                cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 -- a table of ours
            for table in filter(self.rows.get, changed):
                rows = self.rows[table]
                places = ", ".join(["%s"] * len(rows[0]))
                insert = f"INSERT INTO {_quoted(table)} VALUES ({places})"  # noqa: S608 -- as above
                cursor.executemany(insert, rows)


def _rows(cursor, table):
    """The rows of a table, in an order that does not hang on when they were written."""
    cursor.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608 -- a table of ours
    return sorted(cursor.fetchall(), key=repr)


def _quoted(table):
    return connection.ops.quote_name(table)
