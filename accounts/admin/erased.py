"""What the nights erased, for those who manage the programme."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.views import CountingPaginator
from accounts.models import ErasureRun


class ErasedView(ReportView):
    """The nights in which something was erased, the newest first, with numbers by kind."""

    page_title = _("Erased at the end of its period")
    header_icon = "bin"
    table_classname = "listing listing-stacked"
    model = ErasureRun
    queryset = ErasureRun.objects.all()
    default_ordering = ("-ran_at", "-pk")
    paginator_class = CountingPaginator
    permission_policy = ModelPermissionPolicy(ErasureRun)
    any_permission_required = ["view"]
    index_url_name = "erased_report"
    index_results_url_name = "erased_report_results"
    results_template_name = "accounts/admin/erased_results.html"
    columns = [
        DateColumn("ran_at", label=_("Erased at"), width="20%"),
        Column("words", label=_("What was erased")),
    ]

    def get_base_queryset(self):
        return self.queryset
