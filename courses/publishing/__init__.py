"""Publishing: the live page tree, compiled into the outline that learners' records hang on.

`desired()` reads the pages, `sync()` writes what differs (or only says so), `changes` collects what
was touched and calls it once after the commit. Everything is read from the database, never from a
signal, so the writer and `manage.py sync_outline --check` cannot disagree.
"""

from courses.publishing.desired import desired
from courses.publishing.freezing import freeze_quizzes
from courses.publishing.sync import sync

__all__ = ["desired", "freeze_quizzes", "sync"]
