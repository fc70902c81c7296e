"""Who has to have a second factor: all who may enter the admin, where the settings say so."""

from django.conf import settings

from accounts.factors.session import is_factor_used


def is_lacking(request):
    """Whether the person has to show a second factor before entering the admin. No query more."""
    return (
        settings.SECOND_FACTOR_REQUIRED
        and request.user.has_perm("wagtailadmin.access_admin")
        and not is_factor_used(request)
    )
