"""The edition of the site: a mark in the database that changes whenever visitors may see a change.

What is made from pages alone is kept under the mark, in each process by itself: see
docs/decisions/editions.md.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.core.cache import caches
from django.db import DatabaseError, connection, models
from django.utils.translation import get_language
from wagtail.models import Site

from content.after_commit import AfterCommit, Stage


class Edition(models.Model):
    """The one row that holds the mark."""

    mark = models.CharField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.mark


class CurrentEdition:
    """The edition of a request. It is read once, before anything is kept under it."""

    last_seen = None  # by this process

    def __init__(self):
        self._is_read = False
        self._mark = None

    @property
    def mark(self):
        """Its mark; None where nothing may be kept.

        That is so inside a transaction, which may be about to change everything, and where there is
        no mark or no database.
        """
        if connection.in_atomic_block:
            return None
        if not self._is_read:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT mark FROM content_edition")
                    row = cursor.fetchone()
            except DatabaseError:
                return None
            self.take_mark(row and row[0])
        return self._mark

    def take_mark(self, mark):
        """Use `mark`, which came along with another query, as the mark of this request."""
        self._is_read, self._mark = True, mark
        if mark != CurrentEdition.last_seen:
            CurrentEdition.last_seen = mark
            Site.clear_site_root_paths_cache()  # Wagtail clears it in one process only


_current = ContextVar("edition", default=None)


@contextmanager
def one_edition():
    """A context manager around a request, in which the edition is read at most once."""
    current = CurrentEdition()
    token = _current.set(current)
    try:
        yield current
    finally:
        _current.reset(token)


def current_edition():
    """The CurrentEdition of this request, or None outside of requests."""
    return _current.get()


def take_mark(mark):
    """Use `mark` as the mark of this request, if there is one: it was read with the session."""
    if current := current_edition():
        current.take_mark(mark)


def remembered(name, make):
    """What `make()` returns, made once for each edition and language; every caller gets a copy.

    `make` must read nothing but what editors publish, and `name` must be unique to it. None is not
    kept, and nothing is outside of requests.
    """
    current = current_edition()
    if current is None or current.mark is None:
        return make()
    key = f"{current.mark}:{get_language()}:{name}"
    found = caches["editions"].get(key)
    if found is None:
        found = make()
        if found is not None:
            caches["editions"].set(key, found)
    return found


def _change_mark(_values):
    mark = uuid4().hex
    if not Edition.objects.update(mark=mark):
        Edition.objects.create(pk=1, mark=mark)


_renewal = AfterCommit(Stage.EDITION, _change_mark)


def renew_edition(**kwargs):
    """Begin a new edition after the commit."""
    _renewal.note(None)
