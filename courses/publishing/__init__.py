"""Publishing: the live page tree, compiled into the outline that learners' records hang on.

`desired_rows()` reads the pages, `sync_outline()` writes what differs (or only says so), `changes`
collects what was touched and calls it once after the commit. Everything is read from the database,
never from a signal, so the writer and `manage.py sync_outline --check` cannot disagree.
"""

from courses.publishing.desired import desired_rows
from courses.publishing.freezing import freeze_quizzes
from courses.publishing.sync import credit_all, sync_outline

__all__ = ["credit_all", "desired_rows", "freeze_quizzes", "sync_outline"]
