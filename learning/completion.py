"""Completion of activities. Dated once, never taken back."""

from dataclasses import replace

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.access import can_complete_activity
from learning.finishing import finish_module, finish_track
from learning.outline import Activity
from learning.standing import read_standing


class ActivityLocked(Exception):
    """The learner may not work in the activity. `access` says why."""

    def __init__(self, access):
        super().__init__(access.reason)
        self.access = access
        self.reason = access.reason


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


def lock_enrolments(learner, track):
    """Hold the rows of `learner` in `track`, so that two last activities see each other."""
    enrolments = learner.enrolments.filter(module__track=track)
    return list(enrolments.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def complete_activity(*, learner, activity):
    """Record that `learner` completed `activity`, and return the Completion.

    Completes the module when nothing required is left, and the track when no module is. A second
    call returns what the first one made. The Completion carries the learner's Standing in the
    module, with this one counted, as `standing`. Raises ActivityLocked.
    """
    now = timezone.now()
    module = activity.module
    enrolments = lock_enrolments(learner, module.track)
    standing = read_standing(learner, module, enrolments)
    if activity.pk in standing.completed:
        completion = Completion.objects.get(learner=learner, activity=activity)
        completion.standing = standing
        return completion
    if not (access := can_complete_activity(learner, activity, standing)):
        raise ActivityLocked(access)
    completion = Completion.objects.create(learner=learner, activity=activity, completed_at=now)
    enrolment = standing.enrolment
    enrolment.last_active_at = now
    enrolment.last_activity = activity
    enrolment.save(update_fields=["last_active_at", "last_activity"])
    completed = {**standing.completed, activity.pk: now}
    completion.standing = replace(standing, completed=completed)
    if not standing.finished_at and completion.standing.progress.is_complete:
        finish_module(module=module, learners=[learner.pk], now=now)
    return completion


@transaction.atomic
def complete_waiting(*, module):
    """Complete `module` for the learners who waited only for an activity that is now gone.

    Publishing calls it, in the transaction that changed the outline, for every module whose
    required activities changed. Returns how many learners were completed.
    """
    now = timezone.now()
    required = module.activities.active().filter(is_required=True)
    waiting = module.enrolments.active().filter(completed_at=None)
    # The lock lets completions that are under way be seen in what follows.
    learners = list(waiting.select_for_update().order_by("pk").values_list("learner", flat=True))
    total = required.count()
    if not (total and learners and module.is_active):
        return 0
    ready = (
        Completion.objects.filter(learner__in=learners, activity__in=required)
        .values("learner")
        .annotate(done=Count("pk"))
        .filter(done=total)
        .values_list("learner", flat=True)
    )
    return finish_module(module=module, learners=list(ready), now=now)


@transaction.atomic
def complete_waiting_for_track(*, track):
    """Complete `track` for the learners who waited only for a module that is now gone."""
    finished = track.modules.filter(enrolments__completed_at__isnull=False)
    finish_track(track=track, learners=finished.values("enrolments__learner"), now=timezone.now())
