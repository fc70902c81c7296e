"""What the page of a module shows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from courses.screens.activity_list import ActivityItem, list_activities
from courses.screens.onward import read_onward
from courses.screens.opinion import OpinionForm
from courses.screens.step import Step, StepKind, enrolling, lead_to
from courses.templatetags.durations import time_left
from courses.templatetags.tiles import ORNAMENT
from learning.access import ALLOWED, Access, can_complete_activity, can_enrol
from learning.choices import Audience, Reason
from learning.derived.standing import Standing
from learning.offering import audience_of
from learning.records.opinion import is_asked


@dataclass(frozen=True)
class ModuleScreen:
    """A module for one person.

    `step` is what the button does; None if there is no button, and `access` may say why. `before`
    are the modules to complete before enrolling; empty for who is enrolled.
    """

    standing: Standing
    items: list[ActivityItem]
    step: Step | None
    access: Access
    before: tuple
    track_completed_at: datetime | None
    is_for_others: bool

    @property
    def tile(self):
        """What the tile draws: the progress; for visitors, the tile of who has finished."""
        standing = self.standing
        return standing.done if standing.user.is_authenticated else [True] * len(standing.required)

    @property
    def tile_label(self):
        """What the tile says: the progress in words; for visitors it is an ornament."""
        return "" if self.standing.user.is_authenticated else ORNAMENT

    @property
    def is_refused(self):
        """Whether there is no button, and `access` says why."""
        return not (self.step or self.access)

    @property
    def note(self):
        """What to know before taking the step, in few words: its note, or the time that is left."""
        if self.step.url and self.standing.minutes_left and not self.step.is_quiet:
            return time_left(self.standing)
        return self.step.note

    @property
    def stuck_at(self):
        """The quiz whose attempts are used up, where nothing else can be done while it is open."""
        return self.standing.stuck_at if self.access else None

    @cached_property
    def onward(self):
        """The Overview of where to go on, where nothing is left to do here; else None."""
        if self.stuck_at or (self.standing.finished_at and not self.new):
            return read_onward(self.standing.user)
        return None

    @cached_property
    def opinion_form(self):
        """The questions about the module, where the person is still to be asked; else None."""
        return OpinionForm(auto_id="opinion-%s") if is_asked(self.standing) else None

    @property
    def new(self):
        """How many activities are new since the person finished, if the button leads to them."""
        is_new = self.step is not None and self.step.kind == StepKind.NEW
        return len(self.standing.new_activities) if is_new else 0


def read_module(request):
    """The ModuleScreen for the person of `request`, from the Standing at `request.standing`.

    None in a preview.
    """
    standing = getattr(request, "standing", None)
    if standing is None:
        return None
    step, access = next_step(standing)
    tracks = (
        request.user.track_enrolments.filter(track=standing.module.track)
        if standing.finished_at
        else ()
    )
    return ModuleScreen(
        standing=standing,
        items=list_activities(standing),
        step=step,
        access=access,
        before=() if standing.enrolment else standing.missing_prerequisites,
        track_completed_at=next((track.completed_at for track in tracks), None),
        is_for_others=not standing.is_enrolled and is_for_others(standing),
    )


def next_step(standing):
    """(Step, Access): what the module's button does, or None and the Access that says why."""
    first = next(iter(standing.activities), None)
    if not standing.is_enrolled:
        access = can_enrol(standing.user, standing.module, standing)
        if access:
            return enrolling(standing), ALLOWED
        return (Step(StepKind.SIGN_UP) if access.reason == Reason.LOG_IN else None), access
    goal = standing.next_activity
    if standing.finished_at:
        return (lead_to(StepKind.NEW, goal) if goal else _review(first)), ALLOWED
    if goal is None and not standing.stuck_at:
        return _review(first), ALLOWED
    access = can_complete_activity(standing.user, goal or standing.stuck_at, standing)
    if not access:
        return None, access
    if goal is None:
        return _review(first), ALLOWED
    has_begun = standing.completed or standing.enrolment.last_activity_id
    return lead_to(StepKind.GO_ON if has_begun else StepKind.START, goal), ALLOWED


def _review(first):
    return lead_to(StepKind.REVIEW, first) if first else None


def is_for_others(standing):
    """Whether the module is written for another audience than the person's organisation."""
    audience = standing.module.audience
    own = audience_of(standing.user)
    return own is not None and audience not in (own, Audience.EVERYONE)
