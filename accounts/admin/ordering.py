"""The order of a list of the admin."""

from django.db.models import F


class FoldedOrder:
    """For views of lists: sorts names by their letters, whatever their case and accents.

    Empty values stand last in either direction; left to themselves, databases differ there.
    """

    folded = {}  # by the key in the address: the field that holds the same name folded

    def order_queryset(self, queryset):
        # The key makes the order total, so that no row stands on two pages.
        keys = self.ordering if isinstance(self.ordering, tuple) else (self.ordering,)
        return queryset.order_by(*map(self._order_by, keys), "pk")

    def _order_by(self, ordering):
        key = ordering.removeprefix("-")
        field = F(self.folded.get(key, key))
        is_descending = ordering.startswith("-")
        return field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)
