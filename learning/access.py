"""Who may enrol in a module, open an activity and complete it.

The predicates ask the records alone. What a module's editors may see besides is the business of
the layer that knows pages.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from learning.choices import AccessRule, ActivityAccess, Reason
from learning.derived.standing import read_standing
from learning.outline import Module


@dataclass(frozen=True)
class Access:
    """A decision and, where it is no, why.

    `date` belongs to the reasons not_open_yet and closed; prerequisites and sequence name what is
    `missing`: modules or activities.
    """

    allowed: bool
    reason: Reason | None = None
    date: datetime | None = None
    missing: tuple = ()

    def __bool__(self):
        return self.allowed

    @property
    def words(self):
        """Why it is refused, in one sentence; nothing where it is allowed."""
        if self.reason is None:
            return ""
        moment = timezone.localtime(self.date) if self.date else None
        return self.reason.label % {
            "date": moment and date_format(moment),
            "time": moment and date_format(moment, "TIME_FORMAT"),
            "number": len(self.missing),
        }

    @property
    def missing_open(self):
        """What is missing and can be taken up now: where the order is fixed, the first only."""
        return self.missing[:1] if self.reason == Reason.SEQUENCE else self.missing

    @property
    def missing_locked(self):
        """What is missing and has to wait for something else of it."""
        return self.missing[len(self.missing_open) :]


ALLOWED = Access(allowed=True)


def refused(reason, date=None, missing=()):
    """A refusal for `reason`, a Reason."""
    return Access(allowed=False, reason=reason, date=date, missing=missing)


def can_enrol(user, module, standing=None):
    """Whether `user` may enrol in `module`, or come back to it. Who finished it always may."""
    standing = standing or read_standing(user, module)
    if not module.is_offered:
        return refused(Reason.RETIRED)
    if standing.finished_at:
        return ALLOWED
    if refusal := standing.opening.refusal(timezone.now()):
        return refused(*refusal)
    if not user.is_authenticated:
        return refused(Reason.LOG_IN)
    if standing.missing_prerequisites:
        return refused(Reason.PREREQUISITES, missing=standing.missing_prerequisites)
    return ALLOWED


def can_enrol_each(user, standings):
    """The same for each of `standings` of `user`, a person: {module: Access} (2 queries)."""
    before = _prerequisites_of([standing.module.pk for standing in standings])
    done = set(user.enrolments.exclude(completed_at=None).values_list("module", flat=True))
    for standing in standings:
        needed = before[standing.module.pk]
        missing = tuple(module for module in needed if module.pk not in done)
        vars(standing)["missing_prerequisites"] = missing  # it would ask for those of one module
    return {standing.module: can_enrol(user, standing.module, standing) for standing in standings}


def _prerequisites_of(modules):
    """{module (id): the active Modules to complete before it} for `modules` (ids)."""
    links = Module.prerequisites.through.objects.filter(
        from_module__in=modules, to_module__retired_at=None, to_module__track__retired_at=None
    )
    before = defaultdict(list)
    for link in links.select_related("to_module").order_by("to_module__position", "to_module"):
        before[link.from_module_id].append(link.to_module)
    return before


def can_open_activity(user, activity, standing=None):
    """Whether `user` may read `activity` and work in it."""
    standing = standing or read_standing(user, activity.module)
    return _open(user, activity, standing, _door(user, standing))


def can_open_each(standing):
    """The same of the person and of each activity of a Standing, in a list."""
    door = _door(standing.user, standing)
    return [_open(standing.user, each, standing, door) for each in standing.activities]


def can_complete_activity(user, activity, standing=None, earned_at=None):
    """Whether `user` may do what completes `activity`: that needs enrolment, and the order.

    Prerequisites stand at the door: one that is added later turns nobody out. What was done at the
    moment `earned_at` already counts unless the module was closed then, however it is now.
    """
    standing = standing or read_standing(user, activity.module)
    return _complete(activity, standing, _door(user, standing, earned_at))


def _open(user, activity, standing, door):
    access = _complete(activity, standing, door)
    if access or access.reason in (Reason.RETIRED, Reason.NOT_OPEN_YET, Reason.CLOSED):
        return access
    return ALLOWED if is_open_to_read(user, activity) else access


def _complete(activity, standing, door):
    if not activity.is_active:
        return refused(Reason.RETIRED)
    if door and standing.is_locked(activity):
        return refused(Reason.SEQUENCE, missing=tuple(standing.missing_before(activity)))
    return door


def _door(user, standing, earned_at=None):
    """The Access to work in the module, whatever the activity."""
    module = standing.module
    if not module.is_offered:
        return refused(Reason.RETIRED)
    if not standing.finished_at:
        opening = replace(standing.opening, from_=None) if earned_at else standing.opening
        if refusal := opening.refusal(earned_at or timezone.now()):
            return refused(*refusal)
    if not standing.is_enrolled:
        door = can_enrol(user, module, standing)
        return refused(Reason.ENROL) if door else door
    return ALLOWED


def is_open_to_read(user, activity):
    """Whether `user` needs no enrolment to read `activity`, as long as its module is open."""
    is_as_module = activity.access == ActivityAccess.AS_MODULE
    rule = activity.module.access if is_as_module else activity.access
    return not activity.type.needs_enrolment and rule in open_rules(user)


def open_rules(user):
    """The rules, of modules and of activities, under which `user` reads without enrolment."""
    return [
        AccessRule.EVERYONE.value,
        *([AccessRule.SIGNED_IN.value] if user.is_authenticated else []),
    ]
