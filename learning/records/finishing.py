"""Completion of modules and tracks. Dated once, never taken back."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from learning.choices import EntryKind
from learning.outline import Module
from learning.records.history import record


def required_modules(track):
    """The active modules of `track` that require something, and as `required` how much."""
    is_required = Q(activities__is_required=True, activities__retired_at=None)
    modules = track.modules.active().annotate(required=Count("activities", filter=is_required))
    return modules.filter(required__gt=0)


def finish_module(*, module, learners, actor, now, reason=""):
    """Date the completion of `module` for `learners` (ids), and of its track where it was the last.

    The caller holds the locks on their enrolments, which are active and not dated, and knows that
    nothing is left to do.
    """
    module.enrolments.filter(learner__in=learners).update(completed_at=now)
    record(
        EntryKind.MODULE_COMPLETED,
        learners=learners,
        about=module,
        actor=actor,
        happened_at=now,
        reason=reason,
    )
    finish_track(track=module.track, learners=learners, actor=actor, now=now, reason=reason)


def finish_track(*, track, learners, actor, now, reason=""):
    """Date the completion of `track` for those of `learners` (ids) who completed its modules."""
    required = Module.objects.filter(pk__in=required_modules(track).values("pk")).order_by()
    completed = Q(enrolments__module__in=required, enrolments__completed_at__isnull=False)
    number = required.values("track").annotate(n=Count("pk")).values("n")
    ready = (
        get_user_model()
        .objects.filter(pk__in=learners)
        .annotate(modules_completed=Count("enrolments", filter=completed))
        .filter(modules_completed=number[:1])
    )
    waiting = track.enrolments.filter(completed_at=None, learner__in=ready.values("pk"))
    held = waiting.select_for_update(of=("self",), no_key=True)
    finished = list(held.values_list("learner", flat=True))
    if finished:
        waiting.update(completed_at=now)
        record(
            EntryKind.TRACK_COMPLETED,
            learners=finished,
            about=track,
            actor=actor,
            happened_at=now,
            reason=reason,
        )
