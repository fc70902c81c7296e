"""Views of wagtail-localize, where they differ from its own.

What publishes is for those alone who may publish: by itself it asks only whether someone may
translate or edit.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.models import Page
from wagtail_localize.views import convert
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.update_translations import UpdateTranslationsView


class UpdateTranslations(UpdateTranslationsView):
    """Brings the translations of a page up to date, and publishes them if asked to."""

    def get_object(self):
        source = super().get_object()
        require_publisher(self.request.user, source.get_source_instance())
        return source


def convert_to_alias(request, page_id):
    """Gives a translation up: the page shows its source's text again, at once."""
    require_publisher(request.user, get_object_or_404(Page, pk=page_id))
    return convert.convert_to_alias(request, page_id)


class TranslationsReport(TranslationsReportView):
    """Lists translations in an order, without which one may be missing between two pages."""

    def get_queryset(self):
        return super().get_queryset().order_by("source__object_repr", "pk")


def require_publisher(user, page):
    """Raise PermissionDenied where `user` may not publish `page`."""
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied


urlpatterns = [
    path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
    path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
    path("localize/reports/translations/", TranslationsReport.as_view()),
    path("localize/reports/translations/results/", TranslationsReport.as_view(results_only=True)),
]
