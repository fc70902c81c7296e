"""Answers to the knowledge checks inside a lesson."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import Activity


class CheckResponse(models.Model):
    """The last answer to a check question. It counts for completing the lesson, not for a score."""

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="check_responses")
    question_id = models.CharField(_("question"), max_length=40)
    answer = models.JSONField(_("answer"))
    is_correct = models.BooleanField(_("correct"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("check response")
        verbose_name_plural = _("check responses")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "question_id"], name="check_response_once"
            )
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}: {self.question_id}"


def answer_check(*, learner, activity, question, answer):
    """Record the learner's `answer` (as parsed) to a check question; return the CheckResponse.

    Answering again replaces the answer.
    """
    response, _is_new = CheckResponse.objects.update_or_create(
        learner=learner,
        activity=activity,
        question_id=question.id,
        defaults={
            "answer": answer,
            "is_correct": question.mark(answer).is_correct,
            "answered_at": timezone.now(),
        },
    )
    return response
