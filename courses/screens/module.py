"""What the page of a module shows."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import OrganisationKind
from courses.screens.outline import OutlineItem, read_outline
from learning.access import ALLOWED, Access, can_complete_activity, can_enrol
from learning.choices import Audience, Reason
from learning.derived.standing import Standing
from learning.models import Activity

AUDIENCE_OF = {
    OrganisationKind.SME: Audience.SME,
    OrganisationKind.PUBLIC_BODY: Audience.CIVIL_SERVANT,
}


@dataclass(frozen=True)
class ModuleScreen:
    """A module for one person.

    `step` is what the one button does: log_in, enrol, come_back, start, go_on, new, review, or
    nothing, where `access` says why. `goal` is the activity that the button leads to. `before`
    are the modules to complete first; who is enrolled has passed that door.
    """

    standing: Standing
    items: list[OutlineItem]
    step: str
    access: Access
    goal: Activity | None
    before: tuple
    track_completed_at: datetime | None
    is_for_others: bool


def read_module(request):
    """The ModuleScreen for the person of `request`, from the Standing that the guard left.

    None in a preview.
    """
    standing = getattr(request, "standing", None)
    if standing is None:
        return None
    step, access, goal = next_step(standing)
    tracks = (
        request.user.track_enrolments.filter(track=standing.module.track)
        if standing.finished_at
        else ()
    )
    return ModuleScreen(
        standing=standing,
        items=read_outline(standing),
        step=step,
        access=access,
        goal=goal,
        before=() if standing.enrolment else standing.missing_prerequisites,
        track_completed_at=next((track.completed_at for track in tracks), None),
        is_for_others=not standing.is_enrolled and is_for_others(standing),
    )


def next_step(standing):
    """What the module's one button does, why it may be missing, and where it leads."""
    first = next(iter(standing.activities), None)
    if not standing.is_enrolled:
        access = can_enrol(standing.user, standing.module, standing)
        if access:
            return ("come_back" if standing.enrolment else "enrol"), ALLOWED, None
        return ("log_in" if access.reason == Reason.LOG_IN else ""), access, None
    goal = standing.next_activity
    if standing.finished_at:
        return ("new", ALLOWED, goal) if goal else ("review", ALLOWED, first)
    if goal is None:
        return ("review", ALLOWED, first) if first else ("", ALLOWED, None)
    access = can_complete_activity(standing.user, goal, standing)
    if not access:
        return "", access, None
    has_begun = standing.completed or standing.enrolment.last_activity_id
    return ("go_on" if has_begun else "start"), ALLOWED, goal


def is_for_others(standing):
    """Whether the module is written for another audience than the person's organisation."""
    audience = standing.module.audience
    organisation = getattr(standing.user, "organisation", None)
    own = AUDIENCE_OF.get(organisation.kind) if organisation else None
    return own is not None and audience not in (own, Audience.EVERYONE)
