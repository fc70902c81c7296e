"""Who may enrol in a module, open an activity and complete it.

The predicates ask the records alone. What a module's editors may see besides is the business of
the layer that knows pages.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from learning.choices import AccessRule, ActivityKind
from learning.derived.standing import read_standing


@dataclass(frozen=True)
class Access:
    """A decision and, where it is no, why.

    `reason` is one of retired, not_open_yet, closed (both with `date`), log_in, enrol,
    prerequisites and sequence (both with what is `missing`: modules or activities).
    """

    allowed: bool
    reason: str = ""
    date: datetime | None = None
    missing: tuple = ()

    def __bool__(self):
        return self.allowed


ALLOWED = Access(allowed=True)


def refused(reason, date=None, missing=()):
    """A refusal for `reason`."""
    return Access(allowed=False, reason=reason, date=date, missing=missing)


def can_enrol(user, module, standing=None):
    """Whether `user` may enrol in `module`, or come back to it. Who finished it always may."""
    standing = standing or read_standing(user, module)
    if not module.is_active or not module.track.is_active:
        return refused("retired")
    if standing.finished_at:
        return ALLOWED
    if refusal := standing.opening.refusal(timezone.now()):
        return refused(*refusal)
    if not user.is_authenticated:
        return refused("log_in")
    if standing.missing_prerequisites:
        return refused("prerequisites", missing=standing.missing_prerequisites)
    return ALLOWED


def can_open_activity(user, activity, standing=None):
    """Whether `user` may read `activity` and work in it."""
    standing = standing or read_standing(user, activity.module)
    access = can_complete_activity(user, activity, standing)
    if access.reason in ("retired", "not_open_yet", "closed"):
        return access
    if activity.kind != ActivityKind.QUIZ and _is_open_to_read(user, activity.module):
        return ALLOWED
    return access


def can_complete_activity(user, activity, standing=None):
    """Whether `user` may do what completes `activity`: that needs enrolment, and the order.

    Prerequisites stand at the door: one that is added later turns nobody out.
    """
    module = activity.module
    standing = standing or read_standing(user, module)
    if not (activity.is_active and module.is_active and module.track.is_active):
        return refused("retired")
    if not standing.finished_at and (refusal := standing.opening.refusal(timezone.now())):
        return refused(*refusal)
    if not standing.is_enrolled:
        door = can_enrol(user, module, standing)
        return refused("enrol") if door else door
    if standing.is_locked(activity):
        return refused("sequence", missing=tuple(standing.missing_before(activity)))
    return ALLOWED


def _is_open_to_read(user, module):
    return module.access == AccessRule.EVERYONE or (
        module.access == AccessRule.SIGNED_IN and user.is_authenticated
    )
