"""What learning keeps about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import LegalBasis, OnErasure, Period, PersonalData

KEPT = (
    PersonalData(
        what=_(
            "Enrolments, the days on which you opened each activity, what you played of each video "
            "and where you stopped, activities completed and their dates"
        ),
        why=_("To show your progress, to let you go on, and to let trainers see who needs help"),
        basis=LegalBasis.CONTRACT,
        period=Period.PROOF,
        held_in=(
            "learning.Enrolment",
            "learning.TrackEnrolment",
            "learning.Absence",
            "learning.Visit",
            "learning.Watching",
            "learning.Completion",
            "learning.Excuse",
        ),
        on_erasure=OnErasure.ANONYMISED,
    ),
    PersonalData(
        what=_("What you say of a module, if you want to, and what you used of it months later"),
        why=_("To make the modules better"),
        basis=LegalBasis.CONSENT,
        period=Period.ACCOUNT,
        held_in=("learning.Opinion",),
    ),
    PersonalData(
        what=_("What happened to these records, when, and who did it"),
        why=_("To prove them to the funder, and to put a mistake right"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("learning.HistoryEntry",),
        on_erasure=OnErasure.ANONYMISED,
    ),
)

IMPERSONAL = {
    "titles and addresses of pages": (
        "learning.Track.titles",
        "learning.Track.paths",
        "learning.Module.titles",
        "learning.Module.paths",
        "learning.Activity.titles",
        "learning.Activity.paths",
    ),
}
