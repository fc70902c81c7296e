"""Activities from which a learner is excused: they count as done, and nobody says completed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.choices import EntryKind
from learning.derived.standing import read_standing
from learning.outline import Activity
from learning.records.completion import lock_enrolments
from learning.records.counting import act_of, count, require_missing, uncount
from learning.records.decision import (
    DecisionRefusal,
    require,
    require_another,
    require_offered,
)
from learning.records.history import one_act
from learning.records.tally import done_by_few


class Excuse(models.Model):
    """A learner is excused from an activity, until that is taken back.

    While it stands there is a Completion: `is_excused`, unless the learner completed the activity
    all the same. The reason stands in the history.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="excuses"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="excuses")
    excused_at = models.DateTimeField(_("excused at"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=models.Q(taken_back_at=None),
                name="excuse_stands_once",
            )
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}"


@one_act()
def excuse_activity(*, learner, activity, actor, reason):
    """Let `activity` count as done for `learner`, for a `reason`; return the Excuse.

    Completes the module when nothing required is left, and the track when no module is. A second
    call returns what the first one made. Raises DecisionRefused.
    """
    now = timezone.now()
    require_another(learner, actor)
    enrolments = lock_enrolments(learner, activity.module.track)
    standing = read_standing(learner, activity.module, enrolments)
    if activity.pk in standing.excused:
        return Excuse.objects.get(learner=learner, activity=activity, taken_back_at=None)
    require_missing(activity, standing)
    excuse = Excuse.objects.create(learner=learner, activity=activity, excused_at=now)
    act = act_of(EntryKind.EXCUSED, learner, activity, actor, reason, now)
    count(activity, standing, act, is_excused=True)
    return excuse


@one_act()
def end_excuse(*, excuse, actor, reason):
    """Take `excuse` back, for a `reason`; return it as it is now. Doing so twice changes nothing.

    Nothing that was completed is taken away: it is refused once the activity or the module is
    completed, or, where the order is fixed, something behind the activity. Raises DecisionRefused,
    also for what is not offered.
    """
    now = timezone.now()
    learner, activity = excuse.learner, excuse.activity
    require_another(learner, actor)
    enrolments = lock_enrolments(learner, activity.module.track)
    excuse = Excuse.objects.select_for_update(of=("self",)).get(pk=excuse.pk)
    if excuse.taken_back_at:
        return excuse
    standing = read_standing(learner, activity.module, enrolments)
    require_offered(activity, standing)
    require(activity.pk in standing.excused, DecisionRefusal.DONE)
    uncount(
        activity, standing, act_of(EntryKind.EXCUSE_ENDED, learner, activity, actor, reason, now)
    )
    excuse.taken_back_at = now
    excuse.save(update_fields=["taken_back_at"])
    return excuse


def excused_among(activities):
    """An SQL expression for rows with a `learner`: how many of `activities`, a queryset that may
    refer to the row, count because that learner is excused from them.
    """
    holders = Excuse.objects.filter(taken_back_at=None).values("learner")
    return done_by_few(activities, holders, completions__is_excused=True)
