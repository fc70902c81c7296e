"""Who enters the parts of the admin that are about pages and files.

Most of Wagtail's views ask for a right on the page or file that they change. Some show its title
before they ask, or never ask: what chooses, moves, and acts on several of them.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtailmedia import get_permission_policy as media_policy

from content.models import CustomDocument, CustomImage
from content.pages.choosing import shown_pages, works_on_everything

# By how the addresses begin: the names of parts that name pages.
OF_PAGES = (
    "admin/api/main/pages/",
    "admin/bulk/wagtailcore/page/",
    "admin/choose-page/",
    "admin/localize/",
    "admin/pages/",
)
NAMES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# By how the addresses begin: who may do what with such files.
OF_FILES = {
    "admin/api/main/documents/": lambda: policy_registry.get_by_type(CustomDocument),
    "admin/api/main/images/": lambda: policy_registry.get_by_type(CustomImage),
    "admin/bulk/content/customdocument/": lambda: policy_registry.get_by_type(CustomDocument),
    "admin/bulk/content/customimage/": lambda: policy_registry.get_by_type(CustomImage),
    "admin/documents/": lambda: policy_registry.get_by_type(CustomDocument),
    "admin/images/": lambda: policy_registry.get_by_type(CustomImage),
    "admin/media/": media_policy,
}
WORK_ON_FILES = ("add", "change", "delete", "choose")


def guard_places(view):
    """Decorate a view of the admin: only those who work on pages or files enter their addresses.

    Nor does an address show a page, named by its number, to whom its title is closed. Whoever is
    refused is answered as Wagtail answers.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        may_enter = request.user.is_anonymous or _may_enter(request, kwargs)
        return (view if may_enter else refuse)(request, *args, **kwargs)

    return guarded


@require_admin_access
def refuse(request, *args, **kwargs):
    """Answer somebody who may not do this in the admin."""
    raise PermissionDenied


def _may_enter(request, parts):
    # An address with actions, such as that of the bulk actions, has their names in its path alone.
    place = request.path_info.lstrip("/")
    if place.startswith(OF_PAGES):
        return _may_see_pages(request, parts)
    for prefix, policy in OF_FILES.items():
        if place.startswith(prefix):
            return policy().user_has_any_permission(request.user, WORK_ON_FILES)
    return True


def _may_see_pages(request, parts):
    """Whether the person of `request` works on pages, and may see all that its address names."""
    if works_on_everything(request.user):
        return True
    chosen = request.GET.getlist("id")
    if "all" in chosen:  # of a list, with pages that it does not show
        return False
    named = {parts[name] for name in NAMES if name in parts}
    named |= {int(number) for number in chosen if number.isdecimal()}
    if not named:
        return shown_pages(Page.objects.all(), request.user).exists()
    # One by one: `in` hands numbers to the database that no row can have.
    pages = Page.objects.filter(Q(*(("pk", number) for number in named), _connector=Q.OR))
    return shown_pages(pages, request.user).count() == pages.count()
