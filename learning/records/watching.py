"""How much of a lesson's video a learner has watched."""

from dataclasses import dataclass

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.access import can_complete_activity
from learning.derived.played import clip_spans, join_spans, share_played
from learning.outline import Activity
from learning.records.completion import ActivityLocked

WATCHED_ENOUGH = 90


class Watching(models.Model):
    """The share of a video that a learner has watched, in per cent. It only grows.

    `spans` are the stretches that were played, on any device, each [from, to] in seconds;
    `position` is the second at which the learner stopped last. `watched_at` is the moment on which
    the share was enough to count.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    block_id = models.CharField(_("block"), max_length=40)
    percent = models.PositiveSmallIntegerField(
        _("percent watched"), default=0, validators=[MaxValueValidator(100)]
    )
    spans = models.JSONField(_("stretches played"), default=list, blank=True)
    position = models.PositiveIntegerField(_("stopped at second"), default=0)
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


@dataclass(frozen=True)
class Played:
    """What a browser tells of a video of `length`: stretches played, and where it stands.

    All in seconds. Whatever it tells, nothing beyond the length counts, and nothing twice.
    """

    spans: list[tuple[float, float]]
    length: float
    position: float


@transaction.atomic
def record_watching(*, learner, activity, block_id, percent=0, played=None):
    """Remember how much of the video `block_id` the learner has seen; return the Watching.

    `percent` is the learner's word, kept between 0 and 100; `played`, a Played, is added to what
    was played before. The share only grows. Raises ActivityLocked.
    """
    if not (access := can_complete_activity(learner, activity)):
        raise ActivityLocked(access)
    Watching.objects.get_or_create(learner=learner, activity=activity, block_id=block_id)
    watching = Watching.objects.select_for_update(of=("self",)).get(
        learner=learner, activity=activity, block_id=block_id
    )
    percents = [watching.percent, min(percent, 100)]
    if played:
        watching.spans = join_spans([*watching.spans, *clip_spans(played.spans, played.length)])
        watching.position = int(min(played.position, played.length))
        percents.append(share_played(watching.spans, played.length))
    watching.percent = max(percents)
    if watching.percent >= WATCHED_ENOUGH and not watching.watched_at:
        watching.watched_at = timezone.now()
    watching.save(update_fields=["percent", "spans", "position", "watched_at"])
    return watching


def watchings_of(learner, activity):
    """{block id: Watching} of the videos of `activity` that `learner` has begun. One query."""
    own = Watching.objects.filter(learner=learner, activity=activity)
    return {watching.block_id: watching for watching in own}
