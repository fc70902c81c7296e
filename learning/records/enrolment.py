"""Enrolment of a learner in a module."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.access import can_enrol
from learning.choices import EntryKind
from learning.derived.standing import read_standing
from learning.outline import Activity, Module
from learning.records.absence import Absence
from learning.records.earning import credit_earned
from learning.records.finishing import finish_module
from learning.records.history import one_act, record_change
from learning.records.tally import done_in_module
from learning.records.track_enrolment import begin_track_enrolments, gather_track_enrolments
from learning.records.workplace import WorkedAt, workplace_of


class EnrolmentClosed(Exception):
    """The module takes no enrolment of this learner. `access` says why."""

    def __init__(self, access):
        super().__init__(access.reason)
        self.access = access
        self.reason = access.reason


class NotEnrolled(Exception):
    """The learner has no enrolment in the module to withdraw."""


class EnrolmentQuerySet(models.QuerySet):
    """Enrolments."""

    def active(self):
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_learner(self, learner):
        """Those of one person."""
        return self.filter(learner=learner)

    def count_done(self):
        """Count the required activities that each learner has completed, and write it to `done`."""
        self.update(done=done_in_module())


class Enrolment(WorkedAt):
    """One row per learner and module: withdrawn and reactivated, never deleted.

    It keeps where the learner worked when it began.

    `done` tells how many of the activities required now are completed; in a retired module, of
    those it required then. It is kept for the reports, by which very many rows are sorted; all else
    counts itself.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="enrolments",
        db_index=False,
    )
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(_("enrolled at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    last_active_at = models.DateTimeField(_("last active at"))
    last_activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done = models.PositiveIntegerField(_("required activities completed"), default=0)

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


@one_act()
def enrol(*, learner, module, actor):
    """Enrol `learner` in `module`, or take up a withdrawn enrolment again; return the Enrolment.

    Enrolling twice changes nothing. What the learner has earned or completed already counts at
    once. `actor`: who enrols the learner, an Actor. Raises EnrolmentClosed.
    """
    now = timezone.now()
    standing = read_standing(learner, module)
    if standing.is_enrolled:
        return standing.enrolment
    if not (access := can_enrol(learner, module, standing)):
        raise EnrolmentClosed(access)
    enrolment, is_new = Enrolment.objects.select_for_update(no_key=True).get_or_create(
        learner=learner,
        module=module,
        defaults={"enrolled_at": now, "last_active_at": now, **workplace_of(learner.pk)},
    )
    act = {"learners": [learner.pk], "about": module, "actor": actor, "happened_at": now}
    if is_new:
        record_change(EntryKind.ENROLLED, **act)
        learner.enrolments.filter(pk=enrolment.pk).count_done()
        begin_track_enrolments(track=module.track, learners=[learner.pk])
    elif not enrolment.is_active:
        record_change(EntryKind.CAME_BACK, **act)
        Absence.objects.create(
            enrolment=enrolment, withdrawn_at=enrolment.withdrawn_at, returned_at=now
        )
        enrolment.withdrawn_at = None
        enrolment.last_active_at = now
        enrolment.save(update_fields=["withdrawn_at", "last_active_at"])
    gather_track_enrolments(track=module.track, learners=[learner.pk])
    is_complete = standing.progress.is_complete and not enrolment.completed_at
    if is_complete:
        finish_module(module=module, learners=[learner.pk], actor=actor, now=now)
    own = Module.objects.filter(pk=module.pk)
    credited = credit_earned(modules=own, learners=[learner.pk], actor=actor)
    if credited or is_complete:
        enrolment.refresh_from_db(fields=["completed_at", "done"])
    return enrolment


@one_act()
def withdraw(*, learner, module, actor):
    """Withdraw `learner` from `module`; return the Enrolment. Everything completed is kept.

    Withdrawing twice changes nothing. `actor`: who withdraws the learner. Raises NotEnrolled.
    """
    now = timezone.now()
    held = Enrolment.objects.select_for_update(no_key=True)
    enrolment = held.filter(learner=learner, module=module).first()
    if enrolment is None:
        raise NotEnrolled
    if enrolment.is_active:
        enrolment.withdrawn_at = now
        enrolment.save(update_fields=["withdrawn_at"])
        record_change(
            EntryKind.WITHDREW,
            learners=[learner.pk],
            about=module,
            actor=actor,
            happened_at=now,
        )
        gather_track_enrolments(track=module.track, learners=[learner.pk])
    return enrolment
