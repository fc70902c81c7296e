"""Completions that learners have earned, as soon as nothing stands against them.

What could not count when it was made (the learner had withdrawn, the order asked for something
else first, the page was offline, the mark was higher) is looked at again by `credit_earned`
whenever such an obstacle goes. What is completed then is dated by what earned it.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from learning.choices import EntryKind
from learning.outline import Activity
from learning.records.finishing import finish_module
from learning.records.history import one_act, record_change
from learning.records.insertion import insert_from
from learning.records.track_enrolment import gather_track_enrolments

AT_ONCE = 1000

_sources = {}


def earned_by(rule, source):
    """Let `source()` tell what earns the completion of activities with the CompletionRule `rule`.

    It returns a queryset of rows with `learner`, `activity` and the moment `earned_at`.
    """
    _sources[rule] = source


def may_be_earned(activities):
    """Whether one of `activities` has a rule by which it can be earned before it counts."""
    return any(activity.completion_rule in _sources for activity in activities)


@one_act()
def credit_earned(*, modules, actor, learners=None):
    """Complete what learners have earned in `modules` (a queryset), where nothing is in the way.

    `learners`: ids to look at, None for all. `actor`: who took the obstacle away. Publishing calls
    it in the transaction that takes an obstacle away, and so does whoever takes one away from a
    learner. Where nobody waits it is one query; else it takes a few for each activity that somebody
    waits for. Returns how many activities were completed.
    """
    now = timezone.now()
    act = {"actor": actor, "happened_at": now}
    credited = defaultdict(set)
    for activity in _waited_for(modules, learners):
        ready = _ready(activity, learners)
        # Held, nobody's enrolment changes before their completion is there.
        whose = activity.module.enrolments.filter(learner__in=ready.values("learner"))
        list(whose.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
        earned = dict(ready.values_list("learner", "earned_at"))
        insert_from(
            activity.completions.model,
            ready,
            learner_id=F("learner"),
            activity_id=F("activity"),
            completed_at=F("earned_at"),
        )
        for learner, earned_at in earned.items():
            record_change(
                EntryKind.ACTIVITY_COMPLETED,
                learners=[learner],
                about=activity,
                dated_at=earned_at,
                **act,
            )
        credited[activity.module].update(earned)
    for module, earners in credited.items():
        _count(module, sorted(earners), actor, now)
    return sum(map(len, credited.values()))


def _waited_for(modules, learners):
    """The activities of `modules` that somebody has earned and not completed, in their order."""
    waited_for = [
        Q(completion_rule=rule)
        & Exists(_of(learners, _uncompleted(source()).filter(activity=OuterRef("pk"))))
        for rule, source in _sources.items()
    ]
    if not waited_for:
        return Activity.objects.none()
    usable = Activity.objects.active().filter(
        module__in=modules, module__retired_at=None, module__track__retired_at=None
    )
    found = usable.filter(reduce(or_, waited_for)).select_related("module__track")
    return found.order_by("module__track", "module", "position", "pk")


def _uncompleted(rows):
    return rows.exclude(activity__completions__learner=F("learner"))


def _of(learners, rows):
    return rows if learners is None else rows.filter(learner__in=learners)


def _ready(activity, learners):
    """What was earned at `activity` by those against whom nothing stands.

    The same rule as `learning.access.can_complete_activity` with the moment of earning, written
    for the database.
    """
    module = activity.module
    rows = _sources[activity.completion_rule]().filter(activity=activity)
    mine = module.enrolments.active().filter(learner=OuterRef("learner"))
    ready = _of(learners, _uncompleted(rows)).filter(Exists(mine))
    has_finished = Exists(mine.exclude(completed_at=None))
    if module.closes_at:
        ready = ready.filter(Q(earned_at__lt=module.closes_at) | has_finished)
    if module.in_sequence:
        required = module.activities.active().required()
        before = required.filter(
            Q(position__lt=activity.position) | Q(position=activity.position, pk__lt=activity.pk)
        )
        missing = before.exclude(completions__learner=OuterRef("learner"))
        ready = ready.filter(~Exists(missing) | has_finished)
    return ready.order_by()


def _count(module, learners, actor, now):
    """Count anew what `learners` (ids) have done in `module`; complete it where that was all."""
    required = module.activities.active().required().count()
    for start in range(0, len(learners), AT_ONCE):
        some = learners[start : start + AT_ONCE]
        enrolments = module.enrolments.filter(learner__in=some)
        enrolments.count_done()
        gather_track_enrolments(track=module.track, learners=some)
        ready = enrolments.active().filter(completed_at=None, done=required, done__gt=0)
        if finished := list(ready.values_list("learner", flat=True)):
            finish_module(module=module, learners=finished, actor=actor, now=now)
