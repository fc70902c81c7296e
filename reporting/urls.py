"""Addresses of the reports, below /admin/reports/completion/."""

from django.urls import path

from reporting.views.completion import ModuleCompletionView, TrackCompletionView
from reporting.views.learner import LearnerHistoryView
from reporting.views.matrix import ModuleMatrixView
from reporting.views.summary import ModuleSummaryView, TrackSummaryView

urlpatterns = [
    path("", ModuleCompletionView.as_view(), name="completion_report"),
    path(
        "results/",
        ModuleCompletionView.as_view(results_only=True),
        name="completion_report_results",
    ),
    path("summary/", ModuleSummaryView.as_view(), name="completion_summary"),
    path("tracks/", TrackCompletionView.as_view(), name="track_completion_report"),
    path(
        "tracks/results/",
        TrackCompletionView.as_view(results_only=True),
        name="track_completion_report_results",
    ),
    path("tracks/summary/", TrackSummaryView.as_view(), name="track_completion_summary"),
    path("matrix/", ModuleMatrixView.as_view(), name="completion_matrices"),
    path("matrix/<uuid:key>/", ModuleMatrixView.as_view(), name="completion_matrix"),
    path("learners/<int:pk>/", LearnerHistoryView.as_view(), name="learner_history"),
]
