"""What quizzes keep about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import LegalBasis, OnErasure, Period, PersonalData

KEPT = (
    PersonalData(
        what=_("Quiz attempts: your answers, score and times"),
        why=_("To mark, to explain, and to let you resume"),
        basis=LegalBasis.CONTRACT,
        period=Period.PROOF,
        held_in=(
            "assessments.Attempt",
            "assessments.Response",
            "assessments.CheckResponse",
            "assessments.Pass",
        ),
        on_erasure=OnErasure.ANONYMISED,
    ),
    PersonalData(
        what=_("Further attempts and more time that a trainer gave you"),
        why=_("So that they count, and to show why"),
        basis=LegalBasis.CONTRACT,
        period=Period.PROOF,
        held_in=("assessments.Allowance",),
        on_erasure=OnErasure.ANONYMISED,
    ),
    PersonalData(
        what=_("If you work on the portal: that you put a question right, and your reason"),
        why=_("To show why a score changed"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("assessments.Correction.corrected_by",),
        on_erasure=OnErasure.ANONYMISED,
    ),
)

IMPERSONAL = {
    "questions and their keys": (
        "assessments.Correction.questions",
        "assessments.QuizVersion.definition",
    ),
}
