"""What a trainer enters for a learner: enrolled, withdrawn, completed, each with a reason."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from learning.access import can_enrol_each
from learning.choices import EntryKind
from learning.derived.standing import read_standing, read_standings
from learning.outline import Module
from learning.records.completion import Completion, lock_enrolments
from learning.records.counting import act_of, count, require_missing, uncount
from learning.records.decision import (
    DecisionRefusal,
    require,
    require_another,
    require_offered,
)
from learning.records.earning import credit_earned
from learning.records.enrolment import EnrolmentClosed, enrol, withdraw
from learning.records.history import one_act, record_change
from learning.records.tally import done_by_few


def done_by_hand_among(activities):
    """An SQL expression for rows with a `learner`: how many of `activities`, a queryset that may
    refer to the row, were entered as completed by that learner.
    """
    learners = Completion.objects.filter(is_by_hand=True).values("learner")
    return done_by_few(activities, learners, completions__is_by_hand=True)


@one_act()
def enrol_by_hand(*, learner, about, actor, reason):
    """Enrol `learner` in `about`, for a `reason`; return the Enrolments that began or came back.

    `about`: a Module, or a Track for each of its modules that takes the learner now. The rules are
    those of enrolling oneself. Raises EnrolmentClosed where nothing takes the learner, and
    DecisionRefused, also for who is enrolled already.
    """
    require_another(learner, actor)
    learner, modules = _held(learner, about)
    require(learner.is_active, DecisionRefusal.SWITCHED_OFF)
    require(modules, DecisionRefusal.NOT_OFFERED)
    standings = read_standings(learner, modules).values()
    doors = can_enrol_each(learner, [each for each in standings if not each.is_enrolled])
    require(doors, DecisionRefusal.ENROLLED)
    opened = [module for module, access in doors.items() if access]
    if not opened:
        raise EnrolmentClosed(next(iter(doors.values())))
    now = timezone.now()
    record_change(**act_of(EntryKind.ENROLLED_BY_HAND, learner, about, actor, reason, now))
    return [enrol(learner=learner, module=each, actor=actor) for each in opened]


@one_act()
def withdraw_by_hand(*, learner, about, actor, reason):
    """Withdraw `learner` from `about`, for a `reason`; return the Enrolments that were under way.

    `about`: a Module, or a Track for each of its modules that is under way. What was completed is
    kept, and an attempt goes on as when one withdraws oneself. Raises DecisionRefused.
    """
    require_another(learner, actor)
    learner, modules = _held(learner, about)
    offered = [module for module in modules if module.is_offered]
    require(offered, DecisionRefusal.NOT_OFFERED)
    standings = read_standings(learner, offered).values()
    enrolled = [standing for standing in standings if standing.is_enrolled]
    require(enrolled, DecisionRefusal.NOT_ENROLLED)
    under_way = [standing.module for standing in enrolled if not standing.finished_at]
    require(under_way, DecisionRefusal.DONE)
    now = timezone.now()
    record_change(**act_of(EntryKind.WITHDRAWN_BY_HAND, learner, about, actor, reason, now))
    return [withdraw(learner=learner, module=each, actor=actor) for each in under_way]


@one_act()
def complete_by_hand(*, learner, activity, actor, reason):
    """Let `learner` have completed `activity` today, for a `reason`; return the Completion.

    It has neither score nor pass, and asks for no order: it was done elsewhere, as on paper.
    Completes the module when nothing required is left, and the track when no module is. A second
    call returns what the first one made. Raises DecisionRefused.
    """
    now = timezone.now()
    require_another(learner, actor)
    standing = _held_standing(learner, activity)
    if activity.pk in standing.by_hand:
        return Completion.objects.get(learner=learner, activity=activity)
    require_missing(activity, standing)
    act = act_of(EntryKind.COMPLETED_BY_HAND, learner, activity, actor, reason, now)
    return count(activity, standing, act, is_by_hand=True)


@one_act()
def end_by_hand(*, learner, activity, actor, reason):
    """Take back that `activity` was completed by hand, for a `reason`. Twice changes nothing.

    What the learner has earned meanwhile, as by a pass, counts then by itself. Refused once
    something was completed by it. Raises DecisionRefused.
    """
    now = timezone.now()
    require_another(learner, actor)
    standing = _held_standing(learner, activity)
    require_offered(activity, standing)
    require(
        activity.pk not in standing.completed or activity.pk in standing.by_hand,
        DecisionRefusal.DONE,
    )
    if activity.pk not in standing.by_hand:
        return
    uncount(
        activity, standing, act_of(EntryKind.BY_HAND_ENDED, learner, activity, actor, reason, now)
    )
    own = Module.objects.filter(pk=activity.module_id)
    credit_earned(modules=own, learners=[learner.pk], actor=actor)


def _held_standing(learner, activity):
    """The Standing in the module of `activity`, with the enrolments locked."""
    enrolments = lock_enrolments(learner, activity.module.track)
    return read_standing(learner, activity.module, enrolments)


def _held(learner, about):
    """The `learner` as stored, and the Modules of `about`, a Module or a Track.

    Both are locked, the enrolments in the track too, so that a second click, a colleague or an
    erasure at the same moment waits.
    """
    people = get_user_model().objects.select_for_update(of=("self",), no_key=True)
    learner = people.get(pk=learner.pk)
    is_module = isinstance(about, Module)
    lock_enrolments(learner, about.track if is_module else about)
    modules = Module.objects.filter(pk=about.pk) if is_module else about.modules.active()
    return learner, list(modules.select_related("track").order_by("pk"))
