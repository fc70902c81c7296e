"""Completion reports in Wagtail's admin."""

from django.http import HttpResponseBadRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from reporting.columns import (
    LearnerColumn,
    MomentColumn,
    ProgressColumn,
    ScoreColumn,
    StatusColumn,
    SubjectColumn,
)
from reporting.export import ROWS_AT_ONCE, CompletionExport
from reporting.filters import ModuleCompletionFilterSet, TrackCompletionFilterSet
from reporting.permissions import ReportAccess
from reporting.rows import module_rows, track_rows
from reporting.totals import totals_of


class CompletionReportView(ReportAccess, CompletionExport, ReportView):
    """Who is enrolled in what, how far and since when. Who needs attention comes first."""

    header_icon = "group"
    default_ordering = ("attention", "seen_at", "pk")
    is_searchable = True
    search_backend_name = None
    search_fields = [
        "learner__first_name",
        "learner__last_name",
        "learner__email",
        "learner__organisation__name",
    ]
    verbose_name_plural = gettext_lazy("learners")
    results_template_name = "reporting/completion_results.html"
    rows = None
    subject_label = ""

    @cached_property
    def columns(self):
        return [
            LearnerColumn("learner", label=_("Learner"), sort_key="learner__last_name"),
            Column(
                "learner.organisation.name",
                label=_("Organisation"),
                sort_key="learner__organisation__name",
            ),
            Column(
                "learner.organisation.get_country_display",
                label=_("Country"),
                sort_key="learner__organisation__country",
            ),
            SubjectColumn("subject", label=self.subject_label),
            StatusColumn("status", label=_("Status"), sort_key="status"),
            ProgressColumn("share", label=_("Progress"), sort_key="share"),
            ScoreColumn("score", label=_("Quiz score"), sort_key="score"),
            MomentColumn("enrolled_on", label=_("Enrolled"), sort_key="enrolled_on"),
            MomentColumn("seen_at", label=_("Last activity"), sort_key="seen_at", has_age=True),
            MomentColumn("finished_at", label=_("Completed"), sort_key="finished_at"),
        ]

    def get_base_queryset(self):
        return self.rows()

    def order_queryset(self, queryset):
        # The key makes the order total, so that no row stands on two pages.
        return super().order_queryset(queryset).order_by(*self._sort_keys())

    def _sort_keys(self):
        keys = self.ordering if isinstance(self.ordering, tuple) else (self.ordering,)
        return (*keys, "pk")

    def get_filtered_queryset(self):
        return self.get_queryset()

    def filter_queryset(self, queryset):
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get(self, request, *args, **kwargs):
        if not self.is_export:
            return super().get(request, *args, **kwargs)
        if self.filters and not self.filters.is_valid():
            return HttpResponseBadRequest(
                _("A filter in this address is not known. Go back to the report and set it again."),
                content_type="text/plain; charset=utf-8",
            )
        rows = self.get_filtered_queryset().iterator(chunk_size=ROWS_AT_ONCE)
        return self.as_spreadsheet(rows, request.GET["export"])

    @cached_property
    def totals(self):
        return totals_of(self.object_list)

    def get_paginator(self, queryset, *args, **kwargs):
        paginator = super().get_paginator(queryset, *args, **kwargs)
        paginator.count = self.totals.enrolled  # saves counting the rows once more
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["totals"] = self.totals
        context["has_unknown_filter"] = bool(self.filters and not self.filters.is_valid())
        context["csv_url"] = self.csv_export_url
        context["xlsx_url"] = self.xlsx_export_url
        return context

    @property
    def header_buttons(self):
        query = self.request.GET.urlencode()
        return [
            HeaderButton(
                _("Summary"),
                url=f"{reverse(self.summary_url_name)}?{query}",
                icon_name="doc-full-inverse",
            )
        ]


class ModuleReport:
    """What is particular to the rows by learner and module."""

    rows = staticmethod(module_rows)
    page_title = gettext_lazy("Completion by module")
    subject_label = gettext_lazy("Module")
    filterset_class = ModuleCompletionFilterSet
    index_url_name = "completion_report"
    index_results_url_name = "completion_report_results"
    summary_url_name = "completion_summary"
    export_filename = "completion-by-module"


class TrackReport:
    """What is particular to the rows by learner and track."""

    rows = staticmethod(track_rows)
    page_title = gettext_lazy("Completion by track")
    subject_label = gettext_lazy("Track")
    filterset_class = TrackCompletionFilterSet
    index_url_name = "track_completion_report"
    index_results_url_name = "track_completion_report_results"
    summary_url_name = "track_completion_summary"
    export_filename = "completion-by-track"


class ModuleCompletionView(ModuleReport, CompletionReportView):
    """One row per learner and module."""


class TrackCompletionView(TrackReport, CompletionReportView):
    """One row per learner and track."""
