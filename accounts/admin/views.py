"""Parts of the admin's views of people and organisations."""

import re

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import F, Func, IntegerField, Value
from wagtail.admin.paginator import WagtailPaginator

from accounts.searched import matches_words

INDENTS = re.compile(rb"\n\s+")


class Adding:
    """For views that add something: shows `heading` where Wagtail repeats the model's name."""

    heading = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_subtitle": self.heading}


class CheckingAgain:
    """For views that save a form: it is checked once more where somebody else was quicker.

    What was free or there when the form was checked may be taken or gone when it is saved: then the
    form says so in its own words, and what was written stays.
    """

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except (IntegrityError, ObjectDoesNotExist):
            again = self.get_form()
            if self.is_valid(again):  # then it was something else
                raise
            return self.form_invalid(again)


class Searching:
    """For lists whose `search_fields` are SearchedFields: finds words however they are written."""

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(matches_words(self.search_query, *self.search_fields))


class Squeezed:
    """For views of lists: sends their pages without indents, which are a third of Wagtail's."""

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if hasattr(response, "add_post_render_callback"):  # a page, and not a file
            response.add_post_render_callback(_squeeze)
        return response


def _squeeze(response):
    response.content = INDENTS.sub(b"\n", response.content)


class FoldedOrder:
    """For views of lists: sorts names by their letters, whatever their case and accents.

    Empty values stand last in either direction; left to themselves, databases differ there.
    """

    folded = {}  # by the key in the address: the field that holds the same name folded
    sorted_before = ()  # expressions that sort before whatever is asked for

    def order_queryset(self, queryset):
        # The key makes the order total, so that no row stands on two pages.
        keys = self.ordering if isinstance(self.ordering, tuple) else (self.ordering,)
        return queryset.order_by(*self.sorted_before, *map(self._order_by, keys), "pk")

    def get_sorted(self, key):
        """The expression that the `key` in the address sorts by."""
        return F(self.folded.get(key, key))

    def _order_by(self, ordering):
        field = self.get_sorted(ordering.removeprefix("-"))
        is_descending = ordering.startswith("-")
        return field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)


class CountingPaginator(WagtailPaginator):
    """Puts the number behind the name of what is counted.

    Before it, as in Wagtail, the name would need the plural that goes with each number.
    """

    @property
    def items_count_label(self):
        """Words such as "organisations: 31"."""
        return f"{self.verbose_name_plural}: {intcomma(self.count)}"


def count_each(*querysets):
    """How many rows each of the `querysets` has, whatever models they are of. One query."""
    number = Func("pk", function="COUNT", output_field=IntegerField())
    counts = [
        rows.order_by().annotate(place=Value(place), number=number).values_list("place", "number")
        for place, rows in enumerate(querysets)
    ]
    found = dict(counts[0].union(*counts[1:], all=True))
    return [found[place] for place in range(len(counts))]
