"""Filters in the address of a list: whoever asks for what none of them knows gets nothing."""

from django.http import HttpResponseBadRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.looking import PASSING

EVERYBODY = gettext_lazy("Show all people")


def names_in_address(form):
    """The names under which an address holds the fields of a filters' `form`."""
    for field in form:
        widget = field.field.widget
        for suffix in getattr(widget, "suffixes", [""]):
            yield f"{field.html_name}_{suffix}" if suffix else field.html_name


def unknown_in(query, filters, known):
    """What the address with this `query` asks for and no filter knows: [label, or name in it].

    `filters` are a FilterSet, None where a list has none; `known` are further names.
    """
    form = filters.form if filters else ()
    known = {*PASSING, *known, *names_in_address(form)}
    unknown = [name for name, value in query.items() if value and name not in known]
    if form and not filters.is_valid():
        unknown += [str(form[name].label) for name in form.errors]
    return unknown


class KnowsItsFilters:
    """For lists in the admin: one that is asked for something unknown is empty, and says so.

    Else a slip in an address, or in a link that is old, would show everybody, and write to them.
    """

    whole_list = gettext_lazy("Show the whole list")  # the words of the way out

    @cached_property
    def unknown_filters(self):
        """What the address asks for and no filter knows: labels of fields, or names in it."""
        return unknown_in(self.request.GET, self.filters, {self.page_kwarg, self.search_kwarg})

    @property
    def has_unknown_filter(self):
        """Whether the address asks for something that no filter knows."""
        return bool(self.unknown_filters)

    @property
    def is_filtering(self):
        return self.has_unknown_filter or super().is_filtering

    def filter_queryset(self, queryset):
        if self.has_unknown_filter:
            return queryset.none()
        return super().filter_queryset(queryset)

    def get(self, request, *args, **kwargs):
        """The list, or a file of it; no file of what no filter knows."""
        if self.is_export and self.has_unknown_filter:
            return self._no_file()
        return super().get(request, *args, **kwargs)

    def _no_file(self):
        words = _(
            "This address names a filter that we do not know. Go back to the report and set it "
            "again."
        )
        return HttpResponseBadRequest(
            f"{words} ({', '.join(self.unknown_filters)})",
            content_type="text/plain; charset=utf-8",
        )
