"""Completion of modules and tracks. Dated once, never taken back."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from learning.outline import Activity, Track


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


def required_modules(track):
    """The active modules of `track` that can be completed: those that require something."""
    required = Activity.objects.active().filter(module=OuterRef("pk"), is_required=True)
    return track.modules.active().filter(Exists(required))


def finish_module(*, module, learners, now):
    """Date the completion of `module` for `learners` (ids), and of its track where it was the last.

    The caller holds the locks on their enrolments and knows that nothing is left to do. Who is
    dated already keeps the date; who withdrew is left alone. Returns how many were dated.
    """
    finished = module.enrolments.active().filter(learner__in=learners, completed_at=None)
    count = finished.update(completed_at=now)
    if count:
        finish_track(track=module.track, learners=learners, now=now)
    return count


def finish_track(*, track, learners, now):
    """Date the completion of `track` for those of `learners` (ids) who completed its modules."""
    modules = list(required_modules(track).values_list("pk", flat=True))
    completed = Q(enrolments__module__in=modules, enrolments__completed_at__isnull=False)
    ready = (
        get_user_model()
        .objects.filter(pk__in=learners)
        .annotate(modules_completed=Count("enrolments", filter=completed))
        .filter(modules_completed=len(modules))
    )
    if modules:
        TrackCompletion.objects.bulk_create(
            [TrackCompletion(learner=user, track=track, completed_at=now) for user in ready],
            ignore_conflicts=True,
        )
