"""Who may read which page of the training: one predicate in three forms.

`can_read` asks for one page, `readable` for a whole queryset (search, sitemap, listings, files),
and `guard` stands before every page that is served. All rest on the outline, so a live lesson
below an unpublished module stays closed, which Wagtail by itself would show.
"""

from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy

from courses.models import CaseStudyIndexPage, ModulePage
from courses.outline import outline_around, outline_of
from courses.pages.activity import ActivityPage, activity_page_types
from courses.screens.step import StepKind, enrolling, lead_to
from learning.access import ALLOWED, can_open_activity, refused
from learning.choices import Reason
from learning.derived.standing import standing_among
from learning.models import Module
from learning.reading import readable_keys


def access_to(user, page):
    """The Access of `user` to the live `page`, and the Standing it rests on (None outside modules).

    Pages that are no part of a module are open.
    """
    if not isinstance(page, (ModulePage, ActivityPage)):
        return ALLOWED, None
    if isinstance(page, ModulePage):
        outline = outline_of(page.translation_key)
        if outline is None or not outline.is_active:
            return refused(Reason.RETIRED), None
        return ALLOWED, standing_among(user, outline.module, outline.activities)
    if page.is_public:
        return ALLOWED, None
    outline = outline_around(page.translation_key)
    activity = outline and outline.activity(page.translation_key)
    if activity is None:
        return refused(Reason.RETIRED), None
    standing = standing_among(user, outline.module, outline.activities)
    return can_open_activity(user, activity, standing), standing


def can_read(user, page):
    """Whether `user` may read the live `page`. Who may edit it may read it."""
    access, _standing = access_to(user, page)
    return bool(access) or is_editor_of(user, page)


def is_editor_of(user, page):
    """Whether `user` works on `page`."""
    return user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()


def readable(pages, user):
    """Those of the queryset `pages` that `user` may read. It filters on search fields only."""
    types = ContentType.objects.get_for_models(*activity_page_types()).values()
    shown = ~Q(content_type__in=[content_type.pk for content_type in types])
    shown |= Q(translation_key__in=readable_keys(user))
    for path in CaseStudyIndexPage.objects.live().values_list("path", flat=True):
        shown |= Q(path__startswith=path)
    hidden = Module.objects.active().exclude(track__retired_at=None).values_list("key", flat=True)
    shown &= ~Q(translation_key__in=list(hidden))
    for path in _edited_by(user):
        shown |= Q(path__startswith=path)
    return pages.filter(shown)


def _edited_by(user):
    """The paths of the pages below which `user` may edit every page; "" is above all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return []
    if user.is_superuser:
        return [""]
    permissions = page_permission_policy.get_cached_permissions_for_user(user)
    return [each.page.path for each in permissions if each.permission.codename == "change_page"]


def guard(page, request, serve_args, serve_kwargs):
    """Stand before every page: let through, ask to log in, explain, or deny that there is one.

    Leaves the Standing at `request.standing` for the page.
    """
    access, request.standing = access_to(request.user, page)
    if access or is_editor_of(request.user, page):
        return None
    if access.reason == Reason.RETIRED:
        raise Http404
    if access.reason == Reason.LOG_IN:
        return redirect_to_login(request.get_full_path())
    context = {
        "page": page,
        "standing": request.standing,
        "access": access,
        "step": way_in(access, request.standing),
    }
    response = render(request, "pages/closed.html", context, status=403)
    patch_cache_control(response, private=True)
    return response


def way_in(access, standing):
    """The Step that opens what `access` refuses, where there is one to take at once; else None."""
    if access.reason == Reason.ENROL:
        return enrolling(standing)
    if access.reason == Reason.SEQUENCE:
        return lead_to(StepKind.GO_ON, access.missing[0])
    return None


def can_read_file(user, file):
    """Whether `user` may read one of the live pages that use `file`, by Wagtail's index."""
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    used_on = [int(pk) for pk in references.values_list("object_id", flat=True)]
    return readable(Page.objects.live().filter(pk__in=used_on), user).exists()
