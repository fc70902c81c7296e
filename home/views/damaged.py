"""Pages whose stored draft the admin cannot read, and the way to an earlier one."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from wagtail.fields import StreamField
from wagtail.models import Page

from accounts.admin.entrance import ADMIN


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
        for field in draft._meta.fields:
            if isinstance(field, StreamField):
                field.stream_block.get_form_state(getattr(draft, field.name))
    except Exception:
        return False  # there is no end to what a damaged value may raise
    return True


def damaged(request, page):
    """The response 409: what is wrong with `page`, and the ways to an earlier version of it."""
    context = {"page": page, "parent": page.get_parent(), "number": getattr(request, "id", "")}
    return HttpResponse(render_to_string("409.html", context), status=409)
