"""Enrolment of a learner in a module."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.outline import Activity, Module


class EnrolmentQuerySet(models.QuerySet):
    """Enrolments."""

    def active(self):
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_learner(self, learner):
        """Those of one person."""
        return self.filter(learner=learner)


class Enrolment(models.Model):
    """One row per learner and module: withdrawn and reactivated, never deleted."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(_("enrolled at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    last_active_at = models.DateTimeField(_("last active at"))
    last_activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["learner", "module"], name="enrolment_once"),
        ]

    def __str__(self):
        return f"{self.learner} – {self.module}"

    @property
    def is_active(self):
        """Whether the learner has not withdrawn."""
        return self.withdrawn_at is None
