"""Views of wagtail-localize and Wagtail that publish, for those who may publish.

Their own ask only whether someone may translate or edit.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views import convert
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from content.blocks.visible import shows_text


class UpdateTranslations(UpdateTranslationsView):
    """Brings the translations of a page up to date, and publishes them if asked to.

    Answers 403 to who may not publish the page.
    """

    def get_object(self):
        source = super().get_object()
        require_publisher(self.request.user, source.get_source_instance())
        return source


def convert_to_alias(request, page_id):
    """Give up the translation in the page with this id: from now on it shows its source's text.

    Raises Http404, and PermissionDenied to who may not publish the page.
    """
    require_publisher(request.user, get_object_or_404(Page, pk=page_id))
    return convert.convert_to_alias(request, page_id)


def guard_conversion(request, page):
    """Refuse to make a live alias an ordinary page: its text would count as translated at once.

    A hook of Wagtail; raises PermissionDenied to who may not publish the page.
    """
    if page.live:
        require_publisher(request.user, page)


def refuse_invisible(instance, **signal):
    """Mark a translated text in which nothing can be seen: it is shown with this, and not used.

    Receives `pre_save` of StringTranslation, whichever way the text comes.
    """
    if not shows_text(instance.data):
        instance.has_error = True
        instance.field_error = _("Nothing of this can be seen. Write the text.")


class TranslationsReport(TranslationsReportView):
    """The report of translations, in a fixed order: without it, paging may skip a row."""

    def get_queryset(self):
        return super().get_queryset().order_by("source__object_repr", "pk")


def require_publisher(user, page):
    """Raise PermissionDenied unless `user` may publish `page`."""
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied


urlpatterns = [
    path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
    path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
    path("localize/reports/translations/", TranslationsReport.as_view()),
    path("localize/reports/translations/results/", TranslationsReport.as_view(results_only=True)),
]
