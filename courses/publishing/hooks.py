"""What the editors' interface asks before it deletes or publishes."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Locale, Page

from courses.publishing.deletion import blockers, refusal


@hooks.register("construct_translated_pages_to_cascade_actions")
def include_translations(pages, action):
    """What goes in English goes in the other languages. (Aliases follow by themselves.)"""
    if action in ("delete", "unpublish"):
        return {page: translations(page) for page in pages}


def translations(page):
    if page.locale_id != Locale.get_default().pk:
        return Page.objects.none()
    return Page.objects.translation_of(page, inclusive=False).filter(alias_of=None)


@hooks.register("before_delete_page")
def offer_to_unpublish(request, page):
    """Refuse to delete a page that records need; lead to unpublishing it."""
    rows = blockers([page, *translations(page)])
    if not rows:
        return None
    messages.error(request, refusal(rows))
    if page.live and page.permissions_for_user(request.user).can_unpublish():
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(request, action_type, objects, action):
    """The same for several pages at once."""
    if action_type == "delete" and objects and isinstance(objects[0], Page):
        rows = blockers([page for chosen in objects for page in (chosen, *translations(chosen))])
        if rows:
            messages.error(request, refusal(rows))
            return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
    return None
