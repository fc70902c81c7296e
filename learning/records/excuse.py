"""Activities from which a learner is excused: they count as done, and nobody says completed."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.choices import EntryKind
from learning.derived.standing import read_standing
from learning.outline import Activity
from learning.records.completion import Completion, follow_completion, lock_enrolments
from learning.records.decision import (
    DecisionRefusal,
    require,
    require_another,
    require_offered,
)
from learning.records.history import one_act, record_change
from learning.records.tally import done_among
from learning.records.track_enrolment import gather_track_enrolments
from learning.records.workplace import workplace_of


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
    module = activity.module
    enrolments = lock_enrolments(learner, module.track)
    standing = read_standing(learner, module, enrolments)
    if activity.pk in standing.excused:
        return Excuse.objects.get(learner=learner, activity=activity, taken_back_at=None)
    require(standing.is_enrolled, DecisionRefusal.NOT_ENROLLED)
    require_offered(activity, standing)
    require(activity.pk not in standing.completed, DecisionRefusal.DONE)
    excuse = Excuse.objects.create(learner=learner, activity=activity, excused_at=now)
    Completion.objects.create(
        learner=learner,
        activity=activity,
        completed_at=now,
        is_excused=True,
        **workplace_of(learner.pk),
    )
    record_change(EntryKind.EXCUSED, **_act(learner, activity, actor, reason, now))
    standing.enrolment.done = standing.with_completed(activity, now).progress.done
    standing.enrolment.save(update_fields=["done"])
    gather_track_enrolments(track=module.track, learners=[learner.pk])
    follow_completion(standing.with_completed(activity, now), actor=actor, now=now)
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
    require(_may_end(standing, activity), DecisionRefusal.USED)
    Completion.objects.filter(learner=learner, activity=activity, is_excused=True).delete()
    excuse.taken_back_at = now
    excuse.save(update_fields=["taken_back_at"])
    record_change(EntryKind.EXCUSE_ENDED, **_act(learner, activity, actor, reason, now))
    learner.enrolments.filter(module=activity.module_id).count_done()
    gather_track_enrolments(track=activity.module.track, learners=[learner.pk])
    return excuse


def _may_end(standing, activity):
    """Whether nothing was completed by the excuse from `activity`, which stands."""
    if standing.finished_at:
        return False
    place = [each.pk for each in standing.activities].index(activity.pk)
    behind = standing.activities[place + 1 :] if standing.module.in_sequence else ()
    return standing.missing(behind) == list(behind)


def _act(learner, activity, actor, reason, now):
    return {
        "learners": [learner.pk],
        "about": activity,
        "actor": actor,
        "happened_at": now,
        "reason": reason,
    }


def excused_among(activities):
    """An SQL expression for rows with a `learner`: how many of `activities`, a queryset that may
    refer to the row, count because that learner is excused from them.

    Few are excused from anything: the completions of all others are not looked at.
    """
    holders = Excuse.objects.filter(taken_back_at=None).values("learner")
    excused = done_among(activities, completions__is_excused=True)
    return Case(When(learner__in=holders, then=excused), default=Value(0))
