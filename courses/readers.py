"""Who may read the pages of the training.

It is decided by the outline. So a live lesson below an unpublished module stays closed, which
Wagtail alone would show.
"""

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from content.reading.readers import Everyone, Readers
from courses.models import CaseStudyIndexPage, CaseStudyPage
from courses.screens.joining import read_closed
from courses.syllabus import syllabus_around, syllabus_of
from learning.access import ALLOWED, can_open_activity, refused
from learning.choices import ActivityAccess, Reason
from learning.derived.standing import standing_among
from learning.models import Module
from learning.reading import readable_keys


class OutlineReaders(Readers):
    """Pages with a row in the outline: those read them whom the row lets in."""

    def access_to(self, user, page):
        """The Access of `user` to `page`, and the Standing it rests on (None outside modules)."""
        raise NotImplementedError

    def decide(self, user, page):
        access, _standing = self.access_to(user, page)
        return access

    def admit(self, request, page):
        """The Access to `page`; its Standing is left at `request.standing` for the page to use."""
        access, request.standing = self.access_to(request.user, page)
        return access

    def refuse(self, request, page, access):
        """The response to someone refused: what it is and the way in, or 404."""
        if access.reason == Reason.RETIRED:
            raise Http404
        screen = read_closed(request.standing, page.translation_key, access)
        context = {"page": page, "screen": screen, "share_text": screen.share_text}
        response = render(request, "pages/closed.html", context, status=403)
        patch_cache_control(response, private=True)
        return response


class ModuleReaders(OutlineReaders):
    """Modules: everyone reads them while module and track are active."""

    words = Everyone.words

    def access_to(self, user, page):
        syllabus = syllabus_of(page.translation_key)
        if syllabus is None or not syllabus.is_active:
            return refused(Reason.RETIRED), None
        return ALLOWED, standing_among(user, syllabus)

    def condition(self, user):
        shown = Module.objects.active().filter(track__retired_at=None)
        return Q(translation_key__in=list(shown.values_list("key", flat=True)))

    def is_same_for_visitors(self, page):
        return True


class ActivityReaders(OutlineReaders):
    """Activities: those read them whom the module lets; public case studies, everyone."""

    words = _("Whoever the module lets read its lessons.")

    def describe(self, page):
        if getattr(page, "access", None) == ActivityAccess.EVERYONE:
            return Everyone.words
        if isinstance(page, CaseStudyPage):
            return _("Everyone; in a module, whoever it lets read its lessons.")
        if page.activity_type.needs_enrolment:
            return _("Learners who are enrolled in the module.")
        return super().describe(page)

    def access_to(self, user, page):
        if _is_in_live_index(page):
            return ALLOWED, None
        syllabus = syllabus_around(page.translation_key)
        activity = syllabus and syllabus.activity(page.translation_key)
        if activity is None:
            return refused(Reason.RETIRED), None
        standing = standing_among(user, syllabus)
        return can_open_activity(user, activity, standing), standing

    def condition(self, user):
        shown = Q(translation_key__in=readable_keys(user))
        case_study = ContentType.objects.get_for_model(CaseStudyPage)
        for path in CaseStudyIndexPage.objects.live().values_list("path", flat=True):
            shown |= Q(content_type=case_study.pk, path__startswith=path)
        return shown

    def is_same_for_visitors(self, page):
        """Whether visitors are let in: without records, they are all shown the same."""
        return bool(self.decide(AnonymousUser(), page))


def _is_in_live_index(page):
    """Whether `page` is a case study that stands in the public index and not in a module."""
    if page.cached_content_type.model_class() is not CaseStudyPage:
        return False
    parent = page.get_parent()
    return parent.live and parent.specific_class is CaseStudyIndexPage
