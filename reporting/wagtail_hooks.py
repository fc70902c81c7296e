"""The reports' place in Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.admin.letters import LETTERS, LettersMenuItem
from reporting.permissions import may_see_reports
from reporting.views.participants import (
    TITLE,
    ParticipantsFileView,
    ParticipantsPdfView,
    ParticipantsReportView,
    ParticipantsView,
)


class ReportMenuItem(MenuItem):
    """Shown to those who may see learner records."""

    def is_shown(self, request):
        return may_see_reports(request.user)


training_menu = Menu(register_hook_name="register_training_menu_item")


@hooks.register("register_admin_urls")
def report_urls():
    """Addresses of the reports below /admin/."""
    return [
        path("reports/completion/", include("reporting.urls")),
        path("reports/participants/", ParticipantsView.as_view(), name="participants_reports"),
        path(
            "reports/participants/<int:pk>/",
            ParticipantsReportView.as_view(),
            name="participants_report",
        ),
        path(
            "reports/participants/<int:pk>/file/",
            ParticipantsFileView.as_view(),
            name="participants_report_file",
        ),
        path(
            "reports/participants/<int:pk>/pdf/",
            ParticipantsPdfView.as_view(),
            name="participants_report_pdf",
        ),
    ]


@hooks.register("register_admin_menu_item")
def training_menu_item():
    """The menu “Training”; hidden where it would be empty."""
    return SubmenuMenuItem(_("Training"), training_menu, icon_name="group", order=150)


@hooks.register("register_training_menu_item")
def module_report_item():
    """The report by module."""
    return ReportMenuItem(
        _("Completion by module"), reverse("completion_report"), icon_name="check", order=10
    )


@hooks.register("register_training_menu_item")
def track_report_item():
    """The report by track."""
    return ReportMenuItem(
        _("Completion by track"), reverse("track_completion_report"), icon_name="tasks", order=20
    )


@hooks.register("register_training_menu_item")
def matrix_item():
    """The matrix of a module."""
    return ReportMenuItem(
        _("Learners by activity"), reverse("completion_matrices"), icon_name="table", order=30
    )


@hooks.register("register_training_menu_item")
def question_results_item():
    """How questions were answered."""
    return ReportMenuItem(
        _("Quizzes by question"), reverse("quiz_choice"), icon_name="help", order=40
    )


@hooks.register("register_training_menu_item")
def opinions_item():
    """What learners say of the modules."""
    return ReportMenuItem(
        _("What learners say"), reverse("opinions"), icon_name="comment", order=50
    )


@hooks.register("register_training_menu_item")
def letters_item():
    """What was written to many learners, or people, at once."""
    return LettersMenuItem(LETTERS, reverse("letters"), icon_name="mail", order=60)


class ParticipantsMenuItem(MenuItem):
    """Shown to those who may read the reports of participants."""

    def is_shown(self, request):
        return request.user.has_perm("reporting.view_participantsreport")


@hooks.register("register_reports_menu_item")
def participants_item():
    """The reports of participants."""
    return ParticipantsMenuItem(
        TITLE, reverse("participants_reports"), icon_name="group", order=1150
    )


@hooks.register("insert_global_admin_css")
def report_css():
    """The look of the reports' cells."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-report.css"))


@hooks.register("register_icons")
def report_icons(icons):
    """The printer, which Wagtail has no picture of."""
    return [*icons, "reporting/icons/report-print.svg"]
