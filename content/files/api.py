"""The admin's API of files, which Wagtail opens to everyone in the admin."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

WORK = ("add", "change", "choose")


class ForThoseWhoWrite:
    """Lists files only to people who may put them into pages."""

    def get_queryset(self):
        files = super().get_queryset()
        policy = policy_registry.get_by_type(files.model)
        may_choose = policy.user_has_any_permission(self.request.user, WORK)
        return files if may_choose else files.none()


class Documents(ForThoseWhoWrite, DocumentsAdminAPIViewSet):
    """Documents, whose titles may tell of closed lessons."""


class Images(ForThoseWhoWrite, ImagesAdminAPIViewSet):
    """Pictures."""


def replace_file_endpoints(router):
    """Replace Wagtail's endpoints in its API's `router` with ours."""
    router.register_endpoint("documents", Documents)
    router.register_endpoint("images", Images)
