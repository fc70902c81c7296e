"""The report of participants in Wagtail's admin: made for a period, kept, read, taken along."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from reporting.participants import ParticipantsReport, make_report
from reporting.participants_document import write_document
from reporting.participants_tables import (
    HIDDEN_WORDS,
    HOW_COUNTED,
    describe,
    headings,
    read_parts,
    write_workbook,
)
from reporting.printing import Printable

TITLE = gettext_lazy("Participants")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """The first and the last day of a period that is over."""

    begins_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DAY,
        error_messages={"required": gettext_lazy("Choose the first day.")},
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DAY,
        error_messages={"required": gettext_lazy("Choose the last day.")},
    )

    def clean(self):
        """The days, in their order. A day that is not over could still change the figures."""
        data = super().clean()
        begins_on, ends_on = data.get("begins_on"), data.get("ends_on")
        if begins_on and begins_on < date(2000, 1, 1):
            self.add_error("begins_on", _("Choose a day since 2000."))
        if ends_on and ends_on >= timezone.localdate(timezone=timezone.get_default_timezone()):
            self.add_error("ends_on", _("Choose a day that is over, yesterday at the latest."))
        elif begins_on and ends_on and ends_on < begins_on:
            self.add_error("ends_on", _("Choose a day that is not before the first one."))
        return data


class ParticipantsAccess(PermissionCheckedMixin):
    """For views: open to those who may read the reports of participants."""

    permission_policy = ModelPermissionPolicy(ParticipantsReport)
    any_permission_required = ["view"]


class OneReport(ParticipantsAccess):
    """For views of the report in the address."""

    @cached_property
    def report(self):
        """The report in the address. Raises Http404."""
        reports = ParticipantsReport.objects.select_related("made_by")
        return get_object_or_404(reports, pk=self.kwargs["pk"])


class ParticipantsView(ParticipantsAccess, WagtailAdminTemplateMixin, TemplateView):
    """The reports that were made, and the form for another one."""

    template_name = "reporting/participants.html"
    page_title = TITLE
    header_icon = "group"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def may_make(self):
        """Whether the person may make a report."""
        return self.permission_policy.user_has_permission(self.request.user, "add")

    @cached_property
    def form(self):
        return PeriodForm(self.request.POST or None)

    def post(self, request):
        """Make the report of a period, or lead to the one that was made."""
        if not self.may_make:
            raise PermissionDenied
        if not self.form.is_valid():
            return self.get(request)
        report, is_new = make_report(**self.form.cleaned_data, by=request.user)
        if not is_new:
            messages.info(
                request, _("The report of this period was made before; its figures stay the same.")
            )
        return redirect("participants_report", report.pk)

    def get_context_data(self, **kwargs):
        reports = ParticipantsReport.objects.select_related("made_by").defer("figures")
        return super().get_context_data(
            **kwargs, form=self.form, may_make=self.may_make, reports=reports
        )


class ParticipantsReportView(OneReport, Printable, WagtailAdminTemplateMixin, TemplateView):
    """One report: its tables, to be read, printed or taken along."""

    template_name = "reporting/participants_report.html"
    header_icon = "group"

    def get_page_title(self):
        return TITLE

    def get_page_subtitle(self):
        return describe(self.report)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("participants_reports"), "label": TITLE},
            {"url": "", "label": describe(self.report)},
        ]

    @property
    def header_buttons(self):
        workbook = reverse("participants_report_file", args=[self.report.pk])
        document = reverse("participants_report_pdf", args=[self.report.pk])
        return [
            HeaderButton(_("Download XLSX"), url=workbook, icon_name="download", priority=10),
            HeaderButton(_("Download PDF"), url=document, icon_name="download", priority=15),
            self.print_button,
        ]

    def get_context_data(self, **kwargs):
        parts = read_parts(self.report)
        return super().get_context_data(
            **kwargs,
            report=self.report,
            parts=parts,
            why_no_figures=_why_no_figures(parts),
            headings=headings(),
            how_counted=HOW_COUNTED,
            hidden_words=HIDDEN_WORDS,
        )


def _why_no_figures(parts):
    """Why there is nothing to read in the Parts of a report; "" where there is."""
    if parts is None:
        return _(
            "The figures kept for this report cannot be read; those who run the portal find the "
            "reason in its log."
        )
    if not any(part.total for part in parts):
        return _("Nobody enrolled in a module or completed one in this period.")
    return ""


class ParticipantsFileView(OneReport, View):
    """One report as a workbook; its page says so where it cannot be read."""

    content_type, ending = XLSX, "xlsx"
    write = staticmethod(write_workbook)

    def get(self, request, *args, **kwargs):
        if (parts := read_parts(self.report)) is None:
            return redirect("participants_report", self.report.pk)
        name = f"participants-{self.report.begins_on}-{self.report.ends_on}.{self.ending}"
        response = HttpResponse(content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        self.write(self.report, parts, response)
        return response


class ParticipantsPdfView(ParticipantsFileView):
    """One report as PDF, for those who print it, sign it or read it by ear."""

    content_type, ending = "application/pdf", "pdf"
    write = staticmethod(write_document)
