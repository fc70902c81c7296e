"""Adds a crowd of fictional learners, to measure how the portal works with many."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from demo.crowd import FILLED, add_learners, crowd
from demo.crowd_pages import crowd_module, make_pages, remove_pages

# The foreign keys of tables: table, name, definition.
KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""


@contextmanager
def _keys_checked_together():
    """Check foreign keys of the rows written in here at the end: one by one takes half the time.

    On PostgreSQL, and within a transaction, until whose end others wait for these tables; SQLite
    has no such choice.
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [connection.ops.quote_name(model._meta.db_table) for model in FILLED]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may wait for a key that goes
        cursor.execute(KEYS, [tables])
        keys = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Command(BaseCommand):
    help = (
        "Add fictional learners on a module of 20 activities, of whom 60 per cent completed it. "
        "A second run adds those that are missing to the number."
    )

    def add_arguments(self, parser):
        parser.add_argument("--learners", type=int, default=50_000, help="how many there shall be")
        parser.add_argument("--remove", action="store_true", help="take them all away again")
        parser.add_argument("--force", action="store_true", help="do it in production too")

    def handle(self, *, learners, remove, force, **options):
        if settings.IS_PRODUCTION and not force:
            raise CommandError(
                "This is a production system: seed_load would fill it with fictional learners. "
                "Use --force if you mean it."
            )
        start = time.monotonic()
        done = self._remove() if remove else self._add(learners)
        self.stdout.write(f"{done} in {time.monotonic() - start:.1f} s.")

    def _remove(self):
        module = crowd_module()
        if module is None:
            return "There was no crowd to remove"
        with transaction.atomic():
            remove_pages(module)
        return "Removed"

    def _add(self, learners):
        if crowd_module() is None:
            with transaction.atomic():
                make_pages()
        with transaction.atomic(), _keys_checked_together():
            there = crowd().count()
            rows = add_learners(module=crowd_module(), numbers=range(there, max(there, learners)))
        with connection.cursor() as cursor:
            # A database that has just grown plans its queries badly.
            may_vacuum = connection.vendor == "postgresql" and not connection.in_atomic_block
            cursor.execute("VACUUM ANALYZE" if may_vacuum else "ANALYZE")
        return f"{max(there, learners)} fictional learners are there, {rows} rows written"
