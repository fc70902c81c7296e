"""What quizzes keep about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import (
    ANONYMISED,
    Anonymised,
    LegalBasis,
    Otherwise,
    Period,
    PersonalData,
)
from assessments import merging
from assessments.answers_in_words import (
    answers_in_words,
    answers_without_words,
    points_in_words,
    questions_in_words,
    scores_in_words,
)

# Points of a single answer, the ids in one, and what was drawn tell more than a quiz shows.
GIVES_AWAY = _(
    "It would give right answers away. You see it in the result of an attempt where the quiz "
    "shows them."
)

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
        in_words={
            "assessments.Attempt.points_numerator": points_in_words,
            "assessments.Pass.score_numerator": scores_in_words,
            "assessments.Response.question_id": questions_in_words,
            "assessments.Response.answer": answers_in_words,
        },
        names={"points_numerator": _("points"), "score_numerator": _("score in per cent")},
        for_programs=("points_denominator", "score_denominator", "show_answers"),
        only_in_words=("assessments.Response.answer",),
        kept_back={
            "assessments.Attempt.layout": GIVES_AWAY,
            "assessments.Response.points_numerator": GIVES_AWAY,
            "assessments.Response.points_denominator": GIVES_AWAY,
            "assessments.Attempt.version": _(
                "It is the quiz and not about you; your answers are given with its questions."
            ),
        },
        on_erasure={
            "assessments.Attempt": Anonymised(stays={"ids of what was drawn": ("layout",)}),
            "assessments.Response": Anonymised(
                changed={"answer": answers_without_words}, stays={"an id": ("question_id",)}
            ),
            "assessments.CheckResponse": Anonymised(
                emptied=("answer",), stays={"an id": ("question_id",)}
            ),
            "assessments.Pass": ANONYMISED,
        },
        on_merge={
            "assessments.Attempt.learner": merging.merge_attempts,
            "assessments.CheckResponse.learner": merging.merge_check_responses,
            "assessments.Pass.learner": merging.merge_passes,
        },
    ),
    PersonalData(
        what=_("Further attempts and more time that a trainer gave you"),
        why=_("So that they count, and to show why"),
        basis=LegalBasis.CONTRACT,
        period=Period.PROOF,
        held_in=("assessments.Allowance",),
        on_erasure=ANONYMISED,
        on_merge={"assessments.Allowance.learner": Otherwise("It follows with the attempts.")},
    ),
    PersonalData(
        what=_("If you work on the portal: that you put a question right, and your reason"),
        why=_("To show why a score changed"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("assessments.Correction.corrected_by",),
        tells={
            "assessments.Correction.corrected_by": (
                "activity",
                "kind",
                "fault",
                "reason",
                "corrected_at",
            )
        },
        names={"assessments.Correction.corrected_by": _("questions that you put right")},
        on_erasure=Anonymised(stays={"it is about a question": ("reason",)}),
    ),
)

IMPERSONAL = {
    "questions and their keys": (
        "assessments.Correction.questions",
        "assessments.QuizVersion.definition",
    ),
}
