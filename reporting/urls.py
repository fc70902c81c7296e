"""Addresses of the reports, below /admin/reports/completion/."""

from django.urls import path

from accounts.admin.writing import writing_path
from reporting.views.completion import ModuleCompletionView, TrackCompletionView
from reporting.views.learner import LearnerRecordView
from reporting.views.matrix import MatrixChoiceView, MatrixView
from reporting.views.opinions import ModuleOpinionsView, OpinionsView
from reporting.views.questions import QuestionResultsView, QuizChoiceView
from reporting.views.saved_filters import DeleteFilterView, RenameFilterView, SaveFilterView
from reporting.views.summary import ModuleSummaryView, TrackSummaryView

urlpatterns = [
    path("", ModuleCompletionView.as_view(), name="completion_report"),
    path(
        "results/",
        ModuleCompletionView.as_view(results_only=True),
        name="completion_report_results",
    ),
    path("summary/", ModuleSummaryView.as_view(), name="completion_summary"),
    path(
        "summary/results/",
        ModuleSummaryView.as_view(results_only=True),
        name="completion_summary_results",
    ),
    path("tracks/", TrackCompletionView.as_view(), name="track_completion_report"),
    path(
        "tracks/results/",
        TrackCompletionView.as_view(results_only=True),
        name="track_completion_report_results",
    ),
    path("tracks/summary/", TrackSummaryView.as_view(), name="track_completion_summary"),
    path(
        "tracks/summary/results/",
        TrackSummaryView.as_view(results_only=True),
        name="track_completion_summary_results",
    ),
    writing_path("write/modules/", ModuleCompletionView),
    writing_path("write/tracks/", TrackCompletionView),
    path("matrix/", MatrixChoiceView.as_view(), name="completion_matrices"),
    path("matrix/<uuid:key>/", MatrixView.as_view(), name="completion_matrix"),
    path(
        "matrix/<uuid:key>/results/",
        MatrixView.as_view(results_only=True),
        name="completion_matrix_results",
    ),
    path("questions/", QuizChoiceView.as_view(), name="quiz_choice"),
    path("questions/<uuid:key>/", QuestionResultsView.as_view(), name="question_results"),
    path("opinions/", OpinionsView.as_view(), name="opinions"),
    path("opinions/<uuid:key>/", ModuleOpinionsView.as_view(), name="module_opinions"),
    path("learners/<int:pk>/", LearnerRecordView.as_view(), name="learner_record"),
    path("filters/<slug:report>/", SaveFilterView.as_view(), name="save_filter"),
    path("filters/<int:pk>/rename/", RenameFilterView.as_view(), name="rename_filter"),
    path("filters/<int:pk>/delete/", DeleteFilterView.as_view(), name="delete_filter"),
]
