"""The search of a list of the admin."""

from accounts.searched import having


class Searching:
    """For lists whose `search_fields` are SearchedFields: finds words however they are written."""

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(having(self.search_query, *self.search_fields))
