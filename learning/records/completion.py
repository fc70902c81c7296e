"""Completion of activities. Dated once, never taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.access import can_complete_activity, refused
from learning.choices import EntryKind, Reason
from learning.derived.standing import raw, read_standing, standing_now
from learning.outline import Activity, Module
from learning.records.earning import credit_earned, may_be_earned
from learning.records.finishing import finish_module
from learning.records.history import one_act, record_change
from learning.records.insertion import insert_one
from learning.records.track_enrolment import lock_words, save_opened
from learning.records.workplace import FOUND, FOUND_IN, WorkedAt

# Asked with every act: see docs/decisions/what-every-page-asks.md.
ENROLMENTS = """
    SELECT {columns} FROM learning_enrolment
    JOIN learning_module ON learning_module.id = module_id
    WHERE learner_id = %s AND track_id = %s ORDER BY learning_enrolment.id
"""


class ActivityLocked(Exception):
    """The learner may not work in the activity. `access` says why."""

    def __init__(self, access):
        super().__init__(access.reason)
        self.access = access
        self.reason = access.reason


class Completion(WorkedAt):
    """A learner completed an activity, wherever it stood then and stands now.

    It keeps where the learner worked then.

    One that `is_excused` counts as done by an Excuse; `completed_at` is when that was given. One
    that `is_by_hand` was entered by a trainer: it has no score and no pass.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="completions",
        db_index=False,
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed at"))
    is_excused = models.BooleanField(_("excused"), default=False)
    is_by_hand = models.BooleanField(_("completed by hand"), default=False, db_default=False)
    is_new = False  # of one that was made just now it says so

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity"], name="completion_once")
        ]
        indexes = [  # few are: reports ask for their learners
            models.Index(
                fields=["learner"], condition=models.Q(is_by_hand=True), name="completion_by_hand"
            )
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}"


def lock_enrolments(learner, track):
    """Lock the Enrolments of `learner` in `track` until the transaction ends; return their list.

    So of two activities that are completed at once, the second knows of the first.
    """
    statement = f"{ENROLMENTS} {lock_words('learning_enrolment')}"
    return list(raw(learner.enrolments, statement, [learner.pk, track.pk]))


@one_act()
def complete_activity(*, learner, activity, actor, earned_at=None, syllabus=None):
    """Record that `learner` completed `activity`, now or at `earned_at`; return the Completion.

    Completes the module when nothing required is left, and the track when no module is. A second
    call returns what the first one made. The Completion carries the learner's Standing in the
    module, with this one counted, as `standing`. `syllabus`: that of the module, where it is at
    hand; what changed since is read again. Raises ActivityLocked.
    """
    now = timezone.now()
    module = activity.module
    enrolments = lock_enrolments(learner, module.track)
    if syllabus:
        standing = standing_now(learner, syllabus, enrolments)
    else:
        standing = read_standing(learner, module, enrolments)
    access = can_complete_activity(learner, activity, standing, earned_at)
    if activity.pk in standing.completed:
        completion = Completion.objects.get(learner=learner, activity=activity)
        completion.standing = standing
        if completion.is_excused and access:
            _complete_excused(completion, earned_at or now, actor, now)
        return completion
    if not access:
        raise ActivityLocked(access)
    if activity not in standing.activities:  # just now, while this waited for the lock
        raise ActivityLocked(refused(Reason.RETIRED))
    completed_at = earned_at or now
    completion = Completion(learner=learner, activity=activity, completed_at=completed_at)
    insert_one(completion, FOUND, FOUND_IN, [learner.pk])
    completion.is_new = True
    _record(completion, actor, now)
    completion.standing = standing.with_completed(activity, completed_at)
    enrolment = standing.enrolment
    enrolment.last_active_at = max(enrolment.last_active_at, completed_at)
    enrolment.last_activity = activity
    enrolment.done = completion.standing.progress.done
    fields = ("last_active_at", "last_activity", "done")
    save_opened(enrolment, track=module.track, fields=fields)
    if follow_completion(completion.standing, actor=actor, now=now):
        completion.standing = read_standing(learner, module)
    return completion


def follow_completion(standing, *, actor, now):
    """Do what follows when an activity of `standing` (a Standing that has it) was just completed.

    Completes the module where that was all, and what was earned and waited for this activity;
    returns how much of that. The caller holds the locks on the learner's enrolments in the track.
    """
    learners = [standing.user.pk]
    if not standing.finished_at and standing.progress.is_complete:
        finish_module(module=standing.module, learners=learners, actor=actor, now=now)
    waiting = standing.missing(standing.activities)
    if not (standing.module.in_sequence and may_be_earned(waiting)):
        return 0
    own = Module.objects.filter(pk=standing.module.pk)  # what comes behind this one
    return credit_earned(modules=own, learners=learners, actor=actor)


def _complete_excused(completion, completed_at, actor, now):
    """Let a learner who was excused have completed the activity all the same."""
    completion.is_excused, completion.completed_at = False, completed_at
    completion.save(update_fields=["is_excused", "completed_at"])
    _record(completion, actor, now)


def _record(completion, actor, now):
    record_change(
        EntryKind.ACTIVITY_COMPLETED,
        learners=[completion.learner_id],
        about=completion.activity,
        actor=actor,
        happened_at=now,
        dated_at=completion.completed_at,
    )
