"""On which days a learner was in which activity."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.outline import Activity
from learning.records.enrolment import Enrolment
from learning.records.track_enrolment import point_to

STILL_THERE = timedelta(minutes=1)  # reports tell the last activity no finer than that


class Visit(models.Model):
    """A learner was in an activity on a day of the portal's time zone.

    Of each day the first time is kept. It belongs to the learner, like a completion.
    """

    # The constraint's index begins with the learner: a second one would cost a write each time.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField(_("day"))
    visited_at = models.DateTimeField(_("visited at"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity", "day"], name="visit_once_a_day")
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}, {self.day}"


def enrolments_at(activity, learner):
    """The enrolment of `learner` in the activity's module, as a queryset, for `record_visit`.

    It has `visited_on`, the last day on which the learner was in the activity, or None.
    """
    visits = Visit.objects.filter(learner=learner, activity=activity).order_by("-day")
    enrolments = Enrolment.objects.filter(learner=learner, module=activity.module_id)
    return enrolments.annotate(visited_on=models.Subquery(visits.values("day")[:1]))


def record_visit(*, learner, activity, enrolment=None):
    """Remember that `learner`, if enrolled, is at `activity`: where they were last, and the day.

    Who is still there within a minute leaves no new trace. `enrolment`: the learner's as
    `enrolments_at` reads it, where it is at hand (1 query less). Two queries, a third one at the
    first visit of a day, and three more when the learner changes from one module to another.
    """
    now = timezone.now()
    today = timezone.localdate(now, timezone.get_default_timezone())
    enrolment = enrolment or enrolments_at(activity, learner).first()
    if enrolment is None:
        return
    is_new = enrolment.visited_on != today
    is_still_there = (
        enrolment.last_activity_id == activity.pk and now - enrolment.last_active_at < STILL_THERE
    )
    if is_still_there and not is_new:
        return
    # Who withdrew since the enrolment was read leaves no trace either.
    mine = Enrolment.objects.active().filter(pk=enrolment.pk)
    with transaction.atomic(savepoint=False):
        if not mine.update(last_active_at=now, last_activity=activity):
            return
        point_to(enrolment, track=activity.module.track)
        if is_new:
            Visit.objects.bulk_create(
                [Visit(learner=learner, activity=activity, day=today, visited_at=now)],
                ignore_conflicts=True,  # another tab was faster
            )
