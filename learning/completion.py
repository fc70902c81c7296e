"""Completion of activities and tracks. Dated once, never taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.outline import Activity, Track


class Completion(models.Model):
    """A learner completed an activity, wherever it stood then and stands now."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity"], name="completion_once")
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}"


class TrackCompletion(models.Model):
    """A learner completed every module that a track then had."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="track_completions"
    )
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        verbose_name = _("track completion")
        verbose_name_plural = _("track completions")
        constraints = [
            models.UniqueConstraint(fields=["learner", "track"], name="track_completion_once")
        ]

    def __str__(self):
        return f"{self.learner} – {self.track}"
