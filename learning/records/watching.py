"""How much of a lesson's video a learner has watched."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.access import can_complete_activity
from learning.outline import Activity
from learning.records.completion import ActivityLocked

WATCHED_ENOUGH = 90


class Watching(models.Model):
    """The share of a video that a learner has watched, in per cent. It only grows.

    `watched_at` is the moment on which that was enough to count.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    block_id = models.CharField(_("block"), max_length=40)
    percent = models.PositiveSmallIntegerField(
        _("percent watched"), default=0, validators=[MaxValueValidator(100)]
    )
    watched_at = models.DateTimeField(_("watched at"), null=True, blank=True)

    class Meta:
        verbose_name = _("watched video")
        verbose_name_plural = _("watched videos")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "block_id"], name="watching_once"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="watching_percent_up_to_100"
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}: {self.percent} %"


@transaction.atomic
def record_watching(*, learner, activity, block_id, percent):
    """Remember how much of the video `block_id` the learner has seen; return the Watching.

    The share only grows and is kept between 0 and 100. Raises ActivityLocked.
    """
    if not (access := can_complete_activity(learner, activity)):
        raise ActivityLocked(access)
    percent = min(max(percent, 0), 100)
    watched_at = timezone.now() if percent >= WATCHED_ENOUGH else None
    watching, is_new = Watching.objects.select_for_update().get_or_create(
        learner=learner,
        activity=activity,
        block_id=block_id,
        defaults={"percent": percent, "watched_at": watched_at},
    )
    if not is_new and percent > watching.percent:
        watching.percent = percent
        watching.watched_at = watching.watched_at or watched_at
        watching.save(update_fields=["percent", "watched_at"])
    return watching


def videos_watched(learner, activity):
    """The ids of the videos of `activity` that `learner` has seen to 90 per cent."""
    watched = Watching.objects.exclude(watched_at=None).filter(learner=learner, activity=activity)
    return set(watched.values_list("block_id", flat=True))
