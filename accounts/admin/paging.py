"""Reading some of very many rows.

Sorting a million rows is cheap as long as only their primary keys are sorted.
"""

from accounts.admin.views import CountingPaginator

ROWS_AT_ONCE = 2000


def in_batches(rows):
    """Yield the `rows` of a queryset in its order, ROWS_AT_ONCE at a time.

    One query for their keys and one for each batch. No cursor stays open while a file is sent, and
    the first rows are there before the last are read.
    """
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), ROWS_AT_ONCE):
        yield from _read(rows, keys[start : start + ROWS_AT_ONCE])


def _read(rows, keys):
    """The rows with these keys, in the order of `keys`, as far as they are still there."""
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]


class RowPaginator(CountingPaginator):
    """Sorts by primary keys, and then reads only the rows of the page."""

    def page(self, number):
        page = super().page(number)
        page.object_list = _read(
            self.object_list, list(page.object_list.values_list("pk", flat=True))
        )
        return page
