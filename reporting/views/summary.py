"""A completion report in sentences and by week."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.widgets.button import HeaderButton

from reporting.chart import week_chart
from reporting.saved_filters import filters_of
from reporting.summary import summarise
from reporting.views.base import RowsView
from reporting.views.completion import ModuleReport, TrackReport


class CompletionSummaryView(RowsView):
    """The rows of the list, with its filters, as figures."""

    header_icon = "list-ul"
    default_ordering = ("pk",)
    paginator_class = WagtailPaginator  # the rows are counted by the database and not read
    columns = []
    results_template_name = "reporting/summary_results.html"
    list_url_name = ""
    list_title = ""

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": self.list_title},
            {"url": "", "label": self.get_header_title()},
        ]

    def get_base_queryset(self):
        return self.rows()

    @property
    def list_url(self):
        """The list with the same filters."""
        return f"{reverse(self.list_url_name)}?{filters_of(self.request.GET)}"

    @cached_property
    def summary(self):
        """The figures of the rows that the filters leave."""
        return summarise(self.object_list)

    @property
    def totals(self):
        return self.summary.totals

    def decorate_paginated_queryset(self, object_list):
        return self.summary.weeks

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, summary=self.summary, chart=week_chart(self.summary.weeks)
        )

    @property
    def header_buttons(self):
        return [
            HeaderButton(_("Learners"), url=self.list_url, icon_name="group", priority=10),
            *super().header_buttons,
        ]


class ModuleSummaryView(ModuleReport, CompletionSummaryView):
    """The figures by learner and module."""

    looked_at = None
    page_title = gettext_lazy("Figures by module")
    list_title = ModuleReport.page_title
    list_url_name = "completion_report"
    index_url_name = "completion_summary"
    index_results_url_name = "completion_summary_results"


class TrackSummaryView(TrackReport, CompletionSummaryView):
    """The figures by learner and track."""

    looked_at = None
    page_title = gettext_lazy("Figures by track")
    list_title = TrackReport.page_title
    list_url_name = "track_completion_report"
    index_url_name = "track_completion_summary"
    index_results_url_name = "track_completion_summary_results"
