"""Completions that learners have earned, as soon as nothing stands against them.

What could not count when it was made (the learner had withdrawn, the order asked for something
else first, the page was offline, the mark was higher) is looked at again by `credit_earned`
whenever such an obstacle goes. What is completed then is dated by what earned it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from learning.choices import EntryKind
from learning.outline import Activity, Module
from learning.records.finishing import finish_module
from learning.records.history import one_act, record_completed
from learning.records.track_enrolment import gather_track_enrolments
from learning.records.workplace import LEARNERS, workplace_in

AT_ONCE = 1000


@dataclass(frozen=True)
class Earning:
    """How the records tell who has earned the completion of an activity, and when.

    `traces()` is a queryset of rows with `learner` and `activity`, without which nobody has earned
    anything. `earned_at(activity)` is an expression for rows with a `learner`: the moment on which
    that learner had earned it, null where that is not so.
    """

    traces: Callable[[], QuerySet]
    earned_at: Callable[[Activity], Combinable]


_earnings: dict[str, Earning] = {}


def earned_by(rule, earning):
    """Let `earning` (an Earning) tell who has earned activities with the CompletionRule `rule`."""
    _earnings[rule] = earning


def may_be_earned(activities):
    """Whether one of `activities` has a rule by which it can be earned before it counts."""
    return any(activity.completion_rule in _earnings for activity in activities)


@one_act()
def credit_earned(*, modules, actor, learners=None, reason=""):
    """Complete in `modules` (a queryset) what was earned there and nothing stands against any more.

    `learners`: ids to look at, None for all. Publishing calls it in the transaction that takes an
    obstacle away, and so does whoever takes one away from a learner. Where nobody has left a trace
    of what they have not completed it is one query; else it takes a few for each such activity, and
    for each thousand who complete it. `reason`, if any, goes into the history. Returns how many
    activities were completed.
    """
    now = timezone.now()
    credited = defaultdict(set)
    for activity in waited_for(modules, learners):
        ready = ready_for(activity, learners)
        # Held, nobody's enrolment changes before their completion is there.
        held = ready.select_for_update(of=("self",), no_key=True).order_by("pk")
        enrolments = list(held.values_list("pk", flat=True))
        for start in range(0, len(enrolments), AT_ONCE):
            some = ready.filter(pk__in=enrolments[start : start + AT_ONCE])
            found = list(some.values_list("learner", "earned_at", *LEARNERS))
            earned = {learner: moment for learner, moment, *_workplace in found}
            places = {learner: workplace_in(place) for learner, _moment, *place in found}
            _complete(activity, earned, places, actor=actor, happened_at=now, reason=reason)
            credited[activity.module].update(earned)
    for module, earners in credited.items():
        _count(module, sorted(earners), actor=actor, now=now, reason=reason)
    return sum(map(len, credited.values()))


def waited_for(modules, learners=None):
    """The activities of `modules` that somebody may have earned and has not completed, in order.

    Those of a module or track that is coming back piece by piece wait until it is whole.
    """
    usable = Activity.objects.active().filter(
        module__in=Module.objects.whole(timezone.now()).filter(pk__in=modules.values("pk"))
    )
    traced = [
        Q(completion_rule=rule)
        & Exists(_of(learners, _uncompleted(earning.traces()).filter(activity=OuterRef("pk"))))
        for rule, earning in _earnings.items()
    ]
    found = usable.filter(reduce(or_, traced, Q(pk__in=[])))
    return found.select_related("module__track").order_by(
        "module__track", "module", "position", "pk"
    )


def _uncompleted(rows):
    """Those of `rows` whose learner has not completed the activity, or is excused from it only."""
    completions = Activity.completions.rel.related_model.objects.filter(is_excused=False)
    own = completions.filter(activity=OuterRef("activity"), learner=OuterRef("learner"))
    return rows.filter(~Exists(own))


def _of(learners, rows):
    return rows if learners is None else rows.filter(learner__in=learners)


def ready_for(activity, learners=None):
    """The enrolments, with `earned_at`, of those who earned `activity` and may complete it now.

    The same rule as `learning.access.can_complete_activity` with the moment of earning, written
    for the database.
    """
    module, earning = activity.module, _earnings[activity.completion_rule]
    traces = _uncompleted(earning.traces().filter(activity=activity))
    ready = _of(learners, module.enrolments.active()).filter(learner__in=traces.values("learner"))
    ready = ready.annotate(earned_at=earning.earned_at(activity)).exclude(earned_at=None)
    has_finished = Q(completed_at__isnull=False)
    if module.closes_at:
        ready = ready.filter(Q(earned_at__lt=module.closes_at) | has_finished)
    if module.in_sequence:
        required = module.activities.active().required()
        before = required.filter(
            Q(position__lt=activity.position) | Q(position=activity.position, pk__lt=activity.pk)
        )
        missing = before.exclude(completions__learner=OuterRef("learner"))
        ready = ready.filter(~Exists(missing) | has_finished)
    return ready


def _complete(activity, earned, places, **act):
    """Complete `activity` for the learners of `earned`: {learner (id): the moment of earning}.

    `places`: {learner (id): where they work}.

    Who was excused from it has completed it all the same.
    """
    completions = activity.completions
    completions.bulk_create(
        [
            completions.model(
                learner_id=learner, activity=activity, completed_at=moment, **places[learner]
            )
            for learner, moment in earned.items()
        ],
        update_conflicts=True,
        unique_fields=["learner", "activity"],
        update_fields=["completed_at", "is_excused"],
    )
    record_completed(
        EntryKind.ACTIVITY_COMPLETED, earned.items(), completions, {"about": activity, **act}
    )


def _count(module, learners, **act):
    """Count anew what `learners` (ids) have done in `module`; complete it where that was all."""
    required = module.activities.active().required().count()
    for start in range(0, len(learners), AT_ONCE):
        some = learners[start : start + AT_ONCE]
        enrolments = module.enrolments.filter(learner__in=some)
        enrolments.count_done()
        gather_track_enrolments(track=module.track, learners=some)
        ready = enrolments.active().filter(completed_at=None, done=required, done__gt=0)
        if finished := list(ready.values_list("learner", flat=True)):
            finish_module(module=module, learners=finished, **act)
