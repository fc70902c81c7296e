"""Completion of modules and tracks. Dated once, never taken back."""

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from learning.choices import EntryKind
from learning.outline import Module
from learning.records.history import record_completed


def required_modules(track):
    """The active modules of `track` that require something, and as `required` how much."""
    is_required = Q(activities__is_required=True, activities__retired_at=None)
    modules = track.modules.active().annotate(required=Count("activities", filter=is_required))
    return modules.filter(required__gt=0)


def finish_module(*, module, learners, actor, now, reason=""):
    """Date the completion of `module` for `learners` (ids), and of its track where it was the last.

    It is dated by the last of what they needed: the required activities, and the enrolment. The
    caller holds the locks on their enrolments, which are active and not completed, and knows that
    they have completed all that `module` requires. `actor`, `now` and `reason` (an EntryReason) go
    into the history.
    """
    required = module.activities.active().required()
    done = required.filter(completions__learner=OuterRef("learner"))
    last = done.order_by().values("module").annotate(at=Max("completions__completed_at"))
    enrolments = module.enrolments.filter(learner__in=learners)
    enrolments.update(completed_at=Greatest("enrolled_at", Subquery(last.values("at"))))
    finished = list(enrolments.order_by("pk").values_list("learner", "completed_at"))
    act = {"about": module, "actor": actor, "happened_at": now, "reason": reason}
    record_completed(EntryKind.MODULE_COMPLETED, finished, module.enrolments, act)
    finish_track(track=module.track, learners=learners, actor=actor, now=now, reason=reason)


def due_in_track(track, learners):
    """The rows in `track`, without a date, of those of `learners` (ids) who completed its modules.

    `last_completed_at` is the last of the dates.
    """
    required = Module.objects.filter(pk__in=required_modules(track).values("pk")).order_by()
    completed = Q(enrolments__module__in=required, enrolments__completed_at__isnull=False)
    number = required.values("track").annotate(n=Count("pk")).values("n")
    ready = (
        get_user_model()
        .objects.filter(pk__in=learners)
        .annotate(modules_completed=Count("enrolments", filter=completed))
        .filter(modules_completed=number[:1])
    )
    needed = required.filter(enrolments__learner=OuterRef("learner")).values("track")
    last = needed.annotate(at=Max("enrolments__completed_at")).values("at")
    waiting = track.enrolments.filter(completed_at=None, learner__in=ready.values("pk"))
    return waiting.annotate(last_completed_at=Subquery(last))


def finish_track(*, track, learners, actor, now, reason=""):
    """Date the completion of `track` for those of `learners` (ids) who completed its modules.

    It is dated by the last of these.
    """
    due = due_in_track(track, learners)
    held = due.select_for_update(of=("self",), no_key=True)
    finished = list(held.values_list("learner", "last_completed_at"))
    if finished:
        due.update(completed_at=F("last_completed_at"))
        act = {"about": track, "actor": actor, "happened_at": now, "reason": reason}
        record_completed(EntryKind.TRACK_COMPLETED, finished, track.enrolments, act)
