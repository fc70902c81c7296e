"""Who has to have a second factor: who works for the programme, where the settings say so."""

from django.conf import settings

from accounts.factors.session import is_factor_used
from accounts.staff import is_staff_of_programme


def is_lacking(request):
    """Whether the person has to show a second factor before going on. No query more."""
    return (
        settings.SECOND_FACTOR_REQUIRED
        and is_staff_of_programme(request.user)
        and not is_factor_used(request)
    )
