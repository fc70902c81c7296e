"""Completion of modules and tracks. Dated once, never taken back."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Q


def required_modules(track):
    """The active modules of `track` that require something, and as `required` how much."""
    is_required = Q(activities__is_required=True, activities__retired_at=None)
    modules = track.modules.active().annotate(required=Count("activities", filter=is_required))
    return modules.filter(required__gt=0)


def finish_module(*, module, learners, now):
    """Date the completion of `module` for `learners` (ids), and of its track where it was the last.

    The caller holds the locks on their enrolments and knows that nothing is left to do. Who is
    dated already keeps the date; who withdrew is left alone. Returns how many were dated.
    """
    finished = module.enrolments.active().filter(learner__in=learners, completed_at=None)
    count = finished.update(completed_at=now)
    if count:
        finish_track(track=module.track, learners=learners, now=now)
    return count


def finish_track(*, track, learners, now):
    """Date the completion of `track` for those of `learners` (ids) who completed its modules."""
    modules = list(required_modules(track).values_list("pk", flat=True))
    completed = Q(enrolments__module__in=modules, enrolments__completed_at__isnull=False)
    ready = (
        get_user_model()
        .objects.filter(pk__in=learners)
        .annotate(modules_completed=Count("enrolments", filter=completed))
        .filter(modules_completed=len(modules))
    )
    if modules:
        waiting = track.enrolments.filter(completed_at=None)
        waiting.filter(learner__in=ready.values("pk")).update(completed_at=now)
