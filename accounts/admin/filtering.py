"""Filters in the address of a list: whoever asks for what none of them knows gets nobody."""

from django.http import HttpResponseBadRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.looking import PASSING


def names_in_address(form):
    """The names under which an address holds the fields of a filters' `form`."""
    for field in form:
        widget = field.field.widget
        for suffix in getattr(widget, "suffixes", [""]):
            yield f"{field.html_name}_{suffix}" if suffix else field.html_name


class KnowsItsFilters:
    """For lists of people in the admin: one that is asked for something unknown is empty.

    Else a slip in an address, or in a link that is old, would show everybody, and write to them.
    """

    @cached_property
    def unknown_filters(self):
        """What the address asks for and no filter knows: labels of fields, or names in it."""
        form = self.filters.form if self.filters else ()
        known = {*PASSING, self.page_kwarg, self.search_kwarg, *names_in_address(form)}
        unknown = [name for name, value in self.request.GET.items() if value and name not in known]
        if form and not self.filters.is_valid():
            unknown += [str(form[name].label) for name in form.errors]
        return unknown

    @property
    def has_unknown_filter(self):
        """Whether the address asks for something that no filter knows."""
        return bool(self.unknown_filters)

    def filter_queryset(self, queryset):
        if self.has_unknown_filter:
            return queryset.none()
        return super().filter_queryset(queryset)

    def no_file(self):
        """The answer to whoever asks for a file of what no filter knows."""
        words = _(
            "This address names a filter that we do not know. Go back to the report and set it "
            "again."
        )
        return HttpResponseBadRequest(
            f"{words} ({', '.join(self.unknown_filters)})",
            content_type="text/plain; charset=utf-8",
        )
