"""An answer to a question of an attempt, saved as it is given."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.points import Pointed


class Response(Pointed):
    """The last answer saved for one question; marked when the attempt is submitted."""

    # The constraint has an index that begins with the attempt.
    attempt = models.ForeignKey(
        "Attempt", on_delete=models.PROTECT, related_name="responses", db_index=False
    )
    question_id = models.CharField(_("question"), max_length=40)
    answer = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_id"], name="response_once")
        ]

    def __str__(self):
        return f"{self.attempt}: {self.question_id}"


def mark_responses(attempt, corrections):
    """Mark the saved answers and return the attempt's points together.

    What was not answered gives none, unless the question was withdrawn. `corrections`: those of
    the quiz. Raises UnreadableQuiz.
    """
    questions = {asked.question.id: asked.question for asked in attempt.asked}
    responses = list(attempt.responses.all())
    points = {
        key: Fraction(question.points)
        for key, question in questions.items()
        if corrections.is_withdrawn(key)
    }
    for response in responses:
        marked = corrections.mark(questions[response.question_id], response.answer)
        points[response.question_id] = response.points = marked.points
    Response.objects.bulk_update(responses, Response.POINTS)
    return sum(points.values(), Fraction(0))
