"""Withdrawals that ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Absence(models.Model):
    """A learner withdrew from a module and came back. While the withdrawal lasts there is none."""

    enrolment = models.ForeignKey(
        "learning.Enrolment", on_delete=models.PROTECT, related_name="absences"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"))
    returned_at = models.DateTimeField(_("returned at"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")

    def __str__(self):
        return f"{self.enrolment}, {self.withdrawn_at:%Y-%m-%d}"
