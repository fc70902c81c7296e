"""A learner's attempt at a quiz. The row exists from the start."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.version import QuizVersion
from learning.models import Activity


class Attempt(models.Model):
    """One try at one version of a quiz.

    `layout` holds what was drawn: the order of the questions and of each question's options.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    layout = models.JSONField(_("layout"))
    started_at = models.DateTimeField(_("started at"))
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2, null=True, blank=True)
    max_points = models.DecimalField(_("points possible"), max_digits=7, decimal_places=2)
    score = models.DecimalField(
        _("score in per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    is_passed = models.BooleanField(_("passed"), null=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "number"], name="attempt_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=models.Q(submitted_at=None),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100),
                name="attempt_score_0_to_100",
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}, {self.number}"
