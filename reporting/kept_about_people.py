"""What reports keep about those who read them."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import Deleted, LegalBasis, Period, PersonalData
from reporting.forgetting import forget_filters

KEPT = (
    PersonalData(
        what=_("If you work on the portal: the filters that you saved"),
        why=_("To open a report again as you left it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("reporting.SavedFilter",),
        on_erasure=Deleted(by=forget_filters),
    ),
)
