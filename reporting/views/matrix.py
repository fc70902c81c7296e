"""The matrix learner by activity in Wagtail's admin."""

from itertools import islice

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.admin.paging import ROWS_AT_ONCE
from learning.models import Module
from reporting.columns import ActivityColumn, MatrixLearnerColumn, ProgressColumn
from reporting.filters import CompletionFilterSet
from reporting.looked_at import MATRIX
from reporting.matrix import activities_of, modules_by_track, with_cells
from reporting.permissions import ReportAccess
from reporting.rows import module_rows
from reporting.saved_filters import Report
from reporting.views.base import RowsView

TITLE = gettext_lazy("Learners by activity")


class MatrixChoiceView(
    ReportAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """The modules to choose from."""

    template_name = "reporting/matrix_choice.html"
    page_title = TITLE
    header_icon = "table"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, tracks=modules_by_track())


class MatrixView(RowsView):
    """Which learner has completed which activity of a module."""

    looked_at = MATRIX
    report = Report.MATRIX
    header_icon = "table"
    filterset_class = CompletionFilterSet
    default_ordering = "learner__last_name"
    table_classname = "listing report-matrix"
    results_template_name = "reporting/matrix_results.html"

    @cached_property
    def module(self):
        """The module in the address. Raises Http404."""
        return get_object_or_404(Module, key=self.kwargs["key"])

    @cached_property
    def activities(self):
        """The Activities that are its columns."""
        return activities_of(self.module)

    def get_page_title(self):
        return self.module.title

    def get_page_subtitle(self):
        return TITLE

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("completion_matrices"), "label": TITLE},
            {"url": "", "label": self.module.title},
        ]

    def get_index_url(self):
        return reverse("completion_matrix", args=[self.module.key])

    def get_index_results_url(self):
        return reverse("completion_matrix_results", args=[self.module.key])

    def get_base_queryset(self):
        return module_rows().filter(module=self.module)

    @cached_property
    def report_columns(self):
        """The learner, the progress, and each activity; a file has of each what it needs."""
        return [
            MatrixLearnerColumn("learner", label=_("Learner"), sort_key="learner__last_name"),
            ProgressColumn("share", label=_("Progress"), sort_key="share"),
            *(
                # The signs around the title keep the number before it in either direction.
                ActivityColumn(
                    f"activity_{place}",
                    label=f"{place + 1}. \N{FIRST STRONG ISOLATE}{each.title}"
                    "\N{POP DIRECTIONAL ISOLATE}",
                    activity=each,
                    place=place,
                )
                for place, each in enumerate(self.activities)
            ),
        ]

    def get_table(self, object_list):
        return super().get_table(with_cells(object_list, self.activities))

    export_filename = "learners-by-activity"

    def rows_to_export(self, queryset):
        rows = super().rows_to_export(queryset)
        while chunk := list(islice(rows, ROWS_AT_ONCE)):
            yield from with_cells(chunk, self.activities)
