"""What reports keep about those who read them."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import ANONYMISED, Deleted, LegalBasis, Period, PersonalData
from reporting.forgetting import forget_filters
from reporting.merging import merge_filters

KEPT = (
    PersonalData(
        what=_("If you work on the portal: the filters that you saved"),
        why=_("To open a report again as you left it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("reporting.SavedFilter",),
        on_erasure=Deleted(by=forget_filters),
        on_merge={"reporting.SavedFilter.owner": merge_filters},
    ),
    PersonalData(
        what=_("If you work on the portal: which reports of participants you made, and when"),
        why=_("So that the funder’s auditors see who made a report"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("reporting.ParticipantsReport.made_by",),
        tells={"reporting.ParticipantsReport.made_by": ("begins_on", "ends_on", "made_at")},
        on_erasure=ANONYMISED,
    ),
)

IMPERSONAL = {"counts of people, small ones hidden": ("reporting.ParticipantsReport.figures",)}
