"""Pages that cannot be shown, or whose stored draft the admin cannot read: how to go on."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.admin.entrance import ADMIN
from content.pages.readable import is_stream_readable
from content.reading.pages import can_read, is_editor_of


def damaged_page(request):
    """The page that the address of `request` is about, if what is stored of it cannot be read.

    None also for whoever may neither edit nor publish it.
    """
    number, revision_id = _subject_of(request)
    page = Page.objects.filter(pk=number).first() if number else None
    if page is None:
        return None
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        return None
    return None if _is_readable(page, revision_id) else page


def _subject_of(request):
    """The ids of the page and the revision that `request` is about; None where it is about none."""
    if previewed := getattr(request, "previewed", None):
        return previewed.pk, None
    match = request.resolver_match
    if match is None or not request.path.startswith(ADMIN):
        return None, None
    number = match.kwargs.get("page_id") or match.kwargs.get("parent_page_id")
    return number, match.kwargs.get("revision_id")


def _is_readable(page, revision_id):
    """Whether the editor can show the draft of `page`, or the revision named in the address."""
    revision = page.revisions.filter(pk=revision_id).first() if revision_id else None
    try:
        draft = revision.as_object() if revision else page.get_latest_revision_as_object()
        return all(map(_is_field_readable, draft._meta.fields, _values_of(draft)))
    except Exception:
        return False  # there is no end to what a damaged value may raise


def _values_of(draft):
    return [getattr(draft, field.attname) for field in draft._meta.fields]


def _is_field_readable(field, value):
    if isinstance(field, StreamField):
        return is_stream_readable(value)
    return not (field.choices and value) or value in dict(field.flatchoices)


def damaged(request, page):
    """The response 409: what is wrong with `page`, and the ways to an earlier version of it."""
    context = {"page": page, "parent": page.get_parent(), "number": getattr(request, "id", "")}
    return HttpResponse(render_to_string("409.html", context), status=409)


def served_page(request):
    """The live page that stands at the address of `request`, None where none does."""
    route = getattr(request, "_wagtail_route_for_request", None)
    return route.page if route else None


def not_shown(request, page):
    """The response 500: the live `page` cannot be shown, and where to go on.

    Who works on it is led to its earlier versions.
    """
    try:
        parent = page.get_parent().specific
        is_shown = parent.live and not parent.is_site_root() and can_read(request.user, parent)
        above = parent if is_shown else None
        history = page.pk if is_editor_of(request.user, page) else None
    except Exception:
        above = history = None  # whatever broke the page may break this too
    context = {"above": above, "history": history, "reference": getattr(request, "id", "")}
    return HttpResponse(render_to_string("500_page.html", context), status=500)
