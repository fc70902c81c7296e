"""The matrix learner by activity in Wagtail's admin."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from learning.models import Module
from reporting.matrix import enrolments_by_name, modules_by_track, read_matrix
from reporting.permissions import ReportAccess

LEARNERS_A_PAGE = 50


class ModuleMatrixView(
    ReportAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Who has completed which activity of one module; without a module, the modules to choose."""

    template_name = "reporting/matrix.html"
    page_title = gettext_lazy("Learners by activity")
    header_icon = "table"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("completion_report"), "label": _("Completion by module")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, tracks=modules_by_track())
        key = self.kwargs.get("key")
        if key is None:
            return context
        module = get_object_or_404(Module, key=key)
        page = Paginator(enrolments_by_name(module), LEARNERS_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        return {**context, "module": module, "page": page, "matrix": read_matrix(module, page)}
