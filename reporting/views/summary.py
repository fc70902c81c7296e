"""A completion report in sentences and by week."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from reporting.chart import week_chart
from reporting.permissions import ReportAccess
from reporting.summary import summarise
from reporting.views.completion import ModuleReport, TrackReport


class CompletionSummaryView(
    ReportAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """The rows of the list, with its filters, as figures."""

    template_name = "reporting/summary.html"
    page_subtitle = gettext_lazy("Summary")
    header_icon = "group"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": self.page_title},
            {"url": "", "label": _("Summary")},
        ]

    @property
    def list_url(self):
        """The list with the same filters."""
        return f"{reverse(self.index_url_name)}?{self.request.GET.urlencode()}"

    def get_context_data(self, **kwargs):
        filters = self.filterset_class(self.request.GET, request=self.request)
        rows = self.rows()
        rows = filters.filter_queryset(rows) if filters.is_valid() else rows.none()
        summary = summarise(rows)
        return super().get_context_data(
            summary=summary,
            chart=week_chart(summary.weeks),
            is_filtered=filters.form.has_changed(),
            list_url=self.list_url,
        )


class ModuleSummaryView(ModuleReport, CompletionSummaryView):
    """The figures by learner and module."""


class TrackSummaryView(TrackReport, CompletionSummaryView):
    """The figures by learner and track."""
