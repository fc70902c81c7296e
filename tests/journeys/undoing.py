"""What a test tries out and undoes."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone():
    """Undo in the end what was done within, also after an error of the database.

    It opens no atomic block: a view may need to commit, which a block around it would refuse.
    """
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)
        transaction.set_rollback(False)
