"""Who may read which page: one rule in three forms.

`can_read` asks for one page, `readable` for a whole queryset (search, sitemap, feed, files), and
`guard_page` stands before every page that is served. All ask the Readers of the page's type.
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.permissions import page_permission_policy

from content.reading.readers import declared_types, readers_of


def can_read(user, page):
    """Whether `user` may read the live `page`. Who may edit it may read it."""
    return bool(readers_of(page).decide(user, page)) or is_editor_of(user, page)


def is_editor_of(user, page):
    """Whether `user` works on `page`."""
    return user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()


def readable(pages, user):
    """Those of the queryset `pages` that `user` may read. It filters on search fields only."""
    shown = [
        Q(content_type__in=[each.pk for each in content_types]) & readers.condition(user)
        for readers, content_types in declared_types().items()
    ]
    shown += [Q(path__startswith=path) for path in _edited_by(user)]
    return pages.filter(reduce(or_, shown))


def listable(pages):
    """Those of the queryset `pages` whose type says who may read them: for menus and trails.

    They are the same for everyone, and lead also to what asks for a log-in. No query.
    """
    declared = [each.pk for types in declared_types().values() for each in types]
    return pages.filter(content_type__in=declared)


def _edited_by(user):
    """The paths of the pages below which `user` may edit every page; "" is above all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return []
    if user.is_superuser:
        return [""]
    permissions = page_permission_policy.get_cached_permissions_for_user(user)
    return [each.page.path for each in permissions if each.permission.codename == "change_page"]


def guard_page(page, request, serve_args, serve_kwargs):
    """Stand before every page: let through, or answer as its Readers refuse."""
    readers = readers_of(page)
    decision = readers.admit(request, page)
    if decision or is_editor_of(request.user, page):
        return None
    return readers.refuse(request, page, decision)
