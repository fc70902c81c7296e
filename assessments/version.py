"""A quiz as it stood when it was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models import Activity


class QuizVersion(models.Model):
    """The frozen definition of a quiz in one language: settings, questions, answer key.

    `definition` is our own schema, not Wagtail's: see `assessments/definition.py`. Unique by the
    digest of its content, so that publishing without a change makes no new version.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="quiz_versions")
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    definition = models.JSONField(_("definition"))
    published_at = models.DateTimeField(_("published at"))
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "language", "digest"], name="quiz_version_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "language"],
                condition=models.Q(is_current=True),
                name="one_current_quiz_version",
            ),
        ]

    def __str__(self):
        return f"{self.activity} ({self.language}, {self.digest[:8]})"
