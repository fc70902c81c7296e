"""Where the rules of access are hooked into Wagtail."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.permissions import policy_registry
from wagtailmedia import get_permission_policy as media_policy

import courses.publishing.hooks  # noqa: F401 -- registers the editors' hooks
from courses.access import can_read_file, guard

hooks.register("before_serve_page", guard, order=-10)


@hooks.register("before_serve_document")
def guard_document(document, request):
    """Let through who may read a page that uses the document, or works on documents."""
    return guard_file(document, request, policy_registry.get_by_type(type(document)))


@hooks.register("before_serve_media")
def guard_media(media, request):
    """The same for a video or recording."""
    return guard_file(media, request, media_policy())


def guard_file(file, request, policy):
    if can_read_file(request.user, file) or policy.user_has_any_permission_for_instance(
        request.user, ["add", "change", "delete"], file
    ):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied
