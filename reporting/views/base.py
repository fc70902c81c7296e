"""What the reports with rows have in common: filters, order, pages, export, print."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.views.reports import ReportView

from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.looking import LooksAtList
from accounts.admin.paging import RowPaginator, in_batches
from accounts.admin.views import FoldedOrder, Squeezed
from accounts.admin.writing import ListToWriteTo
from reporting.export import CompletionExport
from reporting.filters import search_rows
from reporting.permissions import ReportAccess
from reporting.printing import Printable
from reporting.saved_filters import FilterBar, SavedFilter, filters_of
from reporting.totals import totals_of

MOST_PRINTED = 1000


class RowsView(
    LooksAtList,
    ListToWriteTo,
    ReportAccess,
    Printable,
    Squeezed,
    CompletionExport,
    FoldedOrder,
    KnowsItsFilters,
    ReportView,
):
    """A table of completion rows, as the filters leave them."""

    person_path = "learner"
    report = ""  # one of reporting.saved_filters.Report
    whole_list = gettext_lazy("Show all learners")
    is_searchable = True
    verbose_name_plural = gettext_lazy("learners")
    template_name = "reporting/rows.html"
    paginate_by = 20  # keeps a page of full rows under 60 kB
    paginator_class = RowPaginator
    folded = {
        "learner__last_name": "learner__sorted_by",
        "learner__organisation__name": "organisation__searched",
    }
    header_more_buttons = []  # the files stand beside the number of rows

    @property
    def columns(self):
        """Those on the screen, unless a report says otherwise all of them."""
        return self.report_columns

    def get_paginate_by(self, queryset):
        return MOST_PRINTED if self.is_printed else super().get_paginate_by(queryset)

    def get_filtered_queryset(self):
        return self.get_queryset()

    def search_queryset(self, queryset):
        return search_rows(queryset, self.search_query) if self.is_searching else queryset

    def get(self, request, *args, **kwargs):
        if not self.is_export or self.has_unknown_filter:
            return super().get(request, *args, **kwargs)
        queryset = self.get_filtered_queryset()
        self.log_file(queryset)
        return self.as_spreadsheet(self.rows_to_export(queryset), request.GET["export"])

    def rows_to_export(self, queryset):
        """An iterator over the rows that a file holds."""
        return in_batches(queryset)

    @cached_property
    def totals(self):
        """The Totals over all rows that the filters leave."""
        return totals_of(self.object_list)

    def get_paginator(self, queryset, *args, **kwargs):
        paginator = super().get_paginator(queryset, *args, **kwargs)
        paginator.count = self.totals.enrolled  # saves counting the rows once more
        return paginator

    @property
    def print_url(self):
        return self.index_url  # and not where its rows are fetched from

    def get_context_data(self, **kwargs):
        query = "" if self.has_unknown_filter else filters_of(self.request.GET)
        saved = SavedFilter.objects.filter(owner=self.request.user, report=self.report)
        return super().get_context_data(
            **kwargs,
            totals=self.totals,
            csv_url=self.csv_export_url,
            xlsx_url=self.xlsx_export_url,
            filter_words=self.words_of_filters(),
            query=query,
            filter_bar=FilterBar(
                saved=list(saved),
                query=query,
                index_url=self.index_url,
                saving_url=reverse("save_filter", args=[self.report]),
            ),
        )

    @property
    def header_buttons(self):
        return [self.print_button]
