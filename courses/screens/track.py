"""What the page of a track shows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from courses.screens.rows import ModuleRow, read_rows, read_texts
from learning.derived.progress import Progress
from learning.models import Track


@dataclass(frozen=True)
class TrackStep:
    """What the track's one button does: start, go_on or review; where it leads, and its name."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class TrackScreen:
    """A track's modules for one person, and how far the person has come.

    `step` is None in a track without modules, or with none that is open.
    """

    track: Track
    rows: list[ModuleRow]
    hours: Decimal
    progress: Progress
    completed_at: datetime | None
    step: TrackStep | None

    @property
    def wall(self):
        """What the track's tiles draw."""
        return [
            {"done": row.standing.tile, "motif": row.standing.module.audience} for row in self.rows
        ]


def read_track(user, page):
    """The TrackScreen of a TrackPage for `user`; None where the page was never published."""
    track = Track.objects.active().filter(key=page.translation_key).first()
    if track is None:
        return None
    modules = list(track.modules.active())
    for module in modules:
        module.track = track
    rows = read_rows(user, modules, read_texts(modules))
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
    """The TrackStep for the standings of a track's modules, in their order.

    A module under way comes before one that is not begun; only when none that is open is left, the
    first that is finished is offered again.
    """
    now = timezone.now()
    finished = [standing for standing in standings if standing.finished_at]
    ahead = [s for s in standings if not s.finished_at and s.opening.is_open(now)]
    for standing in ahead:
        if standing.is_enrolled and standing.next_activity:
            goal = standing.next_activity
            return TrackStep("go_on", goal.title, goal.url)
    for standing in [*ahead, *finished]:
        kind = "start" if ahead else "review"
        return TrackStep(kind, standing.module.title, standing.module.url)
    return None
