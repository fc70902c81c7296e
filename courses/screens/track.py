"""What the page of a track shows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from courses.screens.module_list import ModuleRow, read_rows, read_texts
from courses.screens.step import Step, StepKind, lead_to
from learning.choices import Audience
from learning.derived.progress import Progress
from learning.models import Track


@dataclass(frozen=True)
class TrackScreen:
    """A track's modules for one person, and how far the person has come.

    `step` is what the track's one button does: start, go on or review. None in a track without
    modules, or with none that is open.
    """

    track: Track
    rows: list[ModuleRow]
    hours: Decimal
    progress: Progress
    completed_at: datetime | None
    step: Step | None

    @property
    def had_modules(self):
        """Whether there are modules that went offline (1 query); for tracks without any now."""
        return self.track.modules.exists()

    @property
    def is_under_way(self):
        """Whether the person has completed some of its modules, and never all."""
        return bool(self.progress.done and not self.completed_at)

    @property
    def button_look(self):
        """The end of the button's class: quiet, the colour of SMEs at their start, or nothing."""
        if self.step.is_quiet:
            return "quiet"
        is_start = self.step.kind == StepKind.START
        return "terracotta" if is_start and self.track.audience == Audience.SME else ""

    @property
    def wall(self):
        """What the track's tiles draw."""
        return [
            {"done": row.standing.tile, "motif": row.standing.module.audience} for row in self.rows
        ]


def read_track(user, page, module_pages):
    """The TrackScreen of a TrackPage for `user`; None where the page was never published.

    `module_pages`: the live pages of modules, a queryset.
    """
    track = Track.objects.active().filter(key=page.translation_key).first()
    if track is None:
        return None
    modules = list(track.modules.active())
    for module in modules:
        module.track = track
    rows = read_rows(user, modules, read_texts(modules, module_pages))
    enrolled = user.track_enrolments.filter(track=track) if user.is_authenticated else ()
    return TrackScreen(
        track=track,
        rows=rows,
        hours=sum((module.hours for module in modules), Decimal(0)),
        progress=Progress(
            done=sum(bool(row.standing.finished_at) for row in rows if row.standing.required),
            total=sum(bool(row.standing.required) for row in rows),
        ),
        completed_at=next((enrolment.completed_at for enrolment in enrolled), None),
        step=next_step([row.standing for row in rows]),
    )


def next_step(standings):
    """The Step for the standings of a track's modules, in their order.

    A module under way comes before one that is not begun. What can only be waited for is passed
    over: a module that is not open, one whose quiz has no attempt left, one that comes after that.
    When nothing else is left, what is finished is offered again, and then what has no attempt left.
    """
    now = timezone.now()
    finished = [standing for standing in standings if standing.finished_at]
    is_open = [s for s in standings if not s.finished_at and s.opening.is_open(now)]
    stuck = [standing for standing in is_open if standing.stuck_at]
    ahead = [standing for standing in is_open if standing not in stuck]
    for standing in ahead:
        if standing.is_enrolled and standing.next_activity:
            return lead_to(StepKind.GO_ON, standing.next_activity)
    for standing in ahead:
        if not (stuck and not standing.is_enrolled and standing.missing_prerequisites):
            return lead_to(StepKind.START, standing.module)
    for standing in [*finished, *stuck]:
        return lead_to(StepKind.REVIEW, standing.module)
    return None
