"""Completion reports in Wagtail's admin."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from reporting.columns import (
    LearnerColumn,
    MomentColumn,
    OrganisationColumn,
    ProgressColumn,
    ScoreColumn,
    StatusColumn,
    SubjectColumn,
)
from reporting.filters import ModuleCompletionFilterSet, TrackCompletionFilterSet
from reporting.looked_at import BY_MODULE, BY_TRACK
from reporting.rows import MODULE, TRACK, module_rows, track_rows
from reporting.saved_filters import Report, filters_of
from reporting.scores import joined_score, with_passes
from reporting.views.base import RowsView


class CompletionReportView(RowsView):
    """Who is enrolled in what, since when, and how far; who needs attention comes first."""

    header_icon = "group"
    default_ordering = ("attention", "seen_at")
    table_classname = "listing report-rows report-people"
    results_template_name = "reporting/completion_results.html"
    rows = None
    holder = None
    subject_label = ""
    subject_filter = ""

    @cached_property
    def report_columns(self):
        """All that the report tells of a row: each with its look, its order and what a file has."""
        return [
            LearnerColumn("learner", label=_("Learner"), sort_key="learner__last_name"),
            OrganisationColumn(
                "organisation",
                label=_("Organisation"),
                sort_key="learner__organisation__name",
            ),
            SubjectColumn("subject", label=self.subject_label, heading=_("Title")),
            StatusColumn("status", label=_("Status"), sort_key="status"),
            ProgressColumn("share", label=_("Progress"), sort_key="share"),
            MomentColumn("seen_at", label=_("Last activity"), sort_key="seen_at", has_age=True),
            ScoreColumn(
                "score", label=_("Quiz score"), heading=_("Quiz score (%)"), sort_key="score"
            ),
            MomentColumn(
                "enrolled_on",
                label=_("Enrolled"),
                heading=_("Enrolled on"),
                sort_key="enrolled_on",
            ),
            MomentColumn(
                "finished_at",
                label=_("Completed"),
                heading=_("Completed on"),
                sort_key="finished_at",
            ),
        ]

    @cached_property
    def columns(self):
        """Those on the screen: without the module or track where the filters leave only one."""
        has_one_subject = self.request.GET.get(self.subject_filter)
        return [
            column
            for column in self.report_columns
            if not (has_one_subject and isinstance(column, SubjectColumn))
        ]

    def get_base_queryset(self):
        return self.rows()

    @cached_property
    def only_quiz(self):
        """(primary key, GradingMethod) of the quiz, if the order is by score and this is the only
        one in the rows that the filters leave; else None.
        """
        if self.ordering not in ("score", "-score") or self.has_unknown_filter:
            return None
        subject = self.filters.form.cleaned_data[self.subject_filter]
        quizzes = self.holder.quizzes.get(int(subject), {}) if subject else {}
        return next(iter(quizzes.items())) if len(quizzes) == 1 else None

    def order_queryset(self, queryset):
        if self.only_quiz:
            queryset = with_passes(queryset, self.only_quiz[0])
        return super().order_queryset(queryset)

    def get_sorted(self, key):
        return joined_score(*self.only_quiz) if self.only_quiz else super().get_sorted(key)

    @property
    def header_buttons(self):
        query = filters_of(self.request.GET)
        return [
            HeaderButton(
                _("Figures"),
                url=f"{reverse(self.summary_url_name)}?{query}",
                icon_name="list-ul",
                priority=10,
            ),
            *self.writing_buttons,
            *super().header_buttons,
        ]


class ModuleReport:
    """What the reports by learner and module have of their own."""

    looked_at = BY_MODULE
    rows = staticmethod(module_rows)
    holder = MODULE
    report = Report.MODULES
    page_title = gettext_lazy("Completion by module")
    subject_label = gettext_lazy("Module")
    subject_filter = "module"
    filterset_class = ModuleCompletionFilterSet
    index_url_name = "completion_report"
    index_results_url_name = "completion_report_results"
    summary_url_name = "completion_summary"
    writing_url_name = "write_to_learners_of_modules"
    export_filename = "completion-by-module"


class TrackReport:
    """What the reports by learner and track have of their own."""

    looked_at = BY_TRACK
    rows = staticmethod(track_rows)
    holder = TRACK
    report = Report.TRACKS
    page_title = gettext_lazy("Completion by track")
    subject_label = gettext_lazy("Track")
    subject_filter = "track"
    folded = RowsView.folded | {
        "learner__organisation__name": "current__organisation__searched",
    }
    filterset_class = TrackCompletionFilterSet
    index_url_name = "track_completion_report"
    index_results_url_name = "track_completion_report_results"
    summary_url_name = "track_completion_summary"
    writing_url_name = "write_to_learners_of_tracks"
    export_filename = "completion-by-track"


class ModuleCompletionView(ModuleReport, CompletionReportView):
    """One row per learner and module."""


class TrackCompletionView(TrackReport, CompletionReportView):
    """One row per learner and track."""
