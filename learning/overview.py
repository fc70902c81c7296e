"""What a learner has begun and finished, for My learning."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from learning.access import ALLOWED, Access, can_complete_activity, refused
from learning.choices import DECISIONS, Reason
from learning.derived.progress import Progress
from learning.derived.standing import Standing, aware, raw, standings_among
from learning.offering import is_of_own_track
from learning.outline import Module, Track
from learning.syllabus import read_syllabuses

# Whoever decides for a learner decides for somebody enrolled. See
# docs/decisions/what-every-page-asks.md.
ENROLMENTS = f"""
    SELECT {{columns}}, learning_module.track_id AS track,
        learning_trackenrolment.completed_at AS track_completed_at,
        EXISTS (SELECT 1 FROM learning_historyentry WHERE learner_id = learning_enrolment.learner_id
                AND kind IN ({", ".join(["%s"] * len(DECISIONS))})) AS was_decided
    FROM learning_enrolment JOIN learning_module ON learning_module.id = module_id
    LEFT JOIN learning_trackenrolment ON learning_trackenrolment.track_id = learning_module.track_id
        AND learning_trackenrolment.learner_id = learning_enrolment.learner_id
    WHERE learning_enrolment.learner_id = %s
"""  # noqa: S608 -- places for values only


@dataclass(frozen=True)
class TrackStanding:
    """A track, the learner's Standing in each of its active modules, and when it was completed."""

    track: Track
    modules: tuple[Standing, ...]
    completed_at: datetime | None

    @property
    def progress(self):
        """The Progress in modules: those completed of those that require something."""
        required = [standing for standing in self.modules if standing.required]
        return Progress(
            done=sum(bool(standing.finished_at) for standing in required), total=len(required)
        )

    @property
    def wall(self):
        """For each module, what its tile draws."""
        return [{"done": s.done, "motif": s.module.audience} for s in self.modules]


@dataclass(frozen=True)
class Left:
    """A module that the learner withdrew from before completing it, and the Access to come back."""

    module: Module
    left_at: datetime
    access: Access


@dataclass(frozen=True)
class Overview:
    """What a learner has begun and finished.

    `next` is where to go on, the module last worked in first. Where there is nothing to go on with,
    `suggestion` is a module to enrol in. `offline` are those under way that are no longer offered.
    `finished` has the module last finished first, `left` the one last left. `was_decided` tells
    whether anything was ever decided for the learner by others.
    """

    next: Standing | None
    suggestion: Module | None
    in_progress: tuple[Standing, ...]
    finished: tuple[Standing, ...]
    tracks: tuple[TrackStanding, ...]
    left: tuple[Left, ...] = ()
    offline: tuple[Standing, ...] = ()
    was_decided: bool = False

    def standing_in(self, module):
        """The Standing in `module`, if it is under way or finished; else None."""
        begun = (*self.in_progress, *self.finished)
        return next((standing for standing in begun if standing.module == module), None)

    def completes_track(self, standing):
        """Whether the track was completed with the module of `standing`, one of these."""
        dates = {track.track.pk: track.completed_at for track in self.tracks}
        completed_at = dates.get(standing.module.track_id)
        return completed_at is not None and completed_at == standing.finished_at

    @property
    def is_under_way(self):
        """Whether something is begun and not finished, offered or not."""
        return bool(self.in_progress or self.offline)

    @property
    def is_empty(self):
        """Whether nothing was begun, or only what the learner withdrew from."""
        return not (self.is_under_way or self.finished)

    @property
    def has_nothing_left(self):
        """Whether all that was begun is finished, and no module can be suggested."""
        return bool(self.finished and not (self.is_under_way or self.next or self.suggestion))

    @property
    def is_waiting(self):
        """Whether something was begun, and at present nothing can be gone on with or taken up."""
        return self.is_under_way and not (self.next or self.suggestion)


def learner_overview(learner, read_syllabuses=read_syllabuses, limits=None):
    """The Overview of `learner`. Four queries, one more for the suggestion and for
    modules left.

    `read_syllabuses`: what reads the modules of tracks, for those who keep them (2 queries less).
    `limits`: the learner's Limits, where they are at hand.
    """
    enrolled = _own_enrolments(learner)
    enrolments = {
        enrolment.module_id: enrolment
        for enrolment in enrolled
        if enrolment.is_active or enrolment.completed_at
    }
    syllabuses = [
        syllabus
        for syllabus in read_syllabuses({enrolment.track for enrolment in enrolments.values()})
        if syllabus.module.is_active or syllabus.module.pk in enrolments
    ]
    tracks = {syllabus.module.track_id: syllabus.module.track for syllabus in syllabuses}
    standings = standings_among(learner, syllabuses, enrolments, limits)
    completed_at = {enrolment.track: enrolment.track_completed_at for enrolment in enrolled}

    under_way = sorted(
        (s for s in standings if s.is_enrolled and not s.finished_at),
        key=lambda standing: standing.enrolment.last_active_at,
        reverse=True,
    )
    in_progress = [standing for standing in under_way if standing.module.is_offered]
    finished = sorted(
        (s for s in standings if s.finished_at), key=lambda s: s.finished_at, reverse=True
    )
    following = next((s for s in [*in_progress, *finished] if _can_go_on(learner, s)), None)
    return Overview(
        next=following,
        suggestion=None if following else suggested_module(learner, tracks),
        in_progress=tuple(in_progress),
        finished=tuple(finished),
        tracks=tuple(
            TrackStanding(
                track=track,
                modules=tuple(
                    s for s in standings if s.module.track_id == track.pk and s.module.is_active
                ),
                completed_at=completed_at.get(track.pk),
            )
            for track in tracks.values()
        ),
        left=_left(enrolled),
        offline=tuple(standing for standing in under_way if not standing.module.is_offered),
        was_decided=any(enrolment.was_decided for enrolment in enrolled),
    )


def _own_enrolments(learner):
    """All enrolments of `learner` with `track`, `track_completed_at` and `was_decided` (see above).

    `track` is a primary key.
    """
    enrolled = list(raw(learner.enrolments, ENROLMENTS, [*DECISIONS, learner.pk]))
    for enrolment in enrolled:
        if enrolment.track_completed_at:
            enrolment.track_completed_at = aware(enrolment.track_completed_at)
    return enrolled


def _left(enrolled):
    """The Lefts among `enrolled`, offered or not (1 query, none where there are none)."""
    left = [each for each in enrolled if not (each.is_active or each.completed_at)]
    keys = [each.module_id for each in left]
    modules = Module.objects.select_related("track").in_bulk(keys) if keys else {}
    in_order = sorted(left, key=lambda each: each.withdrawn_at, reverse=True)
    return tuple(
        Left(modules[each.module_id], each.withdrawn_at, _opening_of(modules[each.module_id]))
        for each in in_order
    )


def _opening_of(module):
    """The Access to `module` by what is the same for everyone: whether it is offered, and when."""
    if not module.is_offered:
        return refused(Reason.RETIRED)
    refusal = module.opening.refusal(timezone.now())
    return refused(*refusal) if refusal else ALLOWED


def suggested_module(learner, tracks):
    """The first module that `learner` could enrol in and has not, or None.

    First come those of `tracks`, then those for where the learner works. No query where there is
    neither.
    """
    if not (tracks or learner.organisation_id):
        return None
    in_tracks = Q(track__in=tracks)
    own = learner.enrolments.filter(module=OuterRef("pk"))
    unfinished = (
        Module.objects.active()
        .filter(leads_to=OuterRef("pk"), track__retired_at=None)
        .exclude(pk__in=learner.enrolments.exclude(completed_at=None).values("module"))
    )
    return (
        Module.objects.active()
        .open_at(timezone.now())
        .filter(~Exists(own), ~Exists(unfinished), track__retired_at=None)
        .filter(in_tracks | is_of_own_track(learner))
        .select_related("track")
        .order_by(Case(When(in_tracks, then=0), default=1), "track__position", "position", "pk")
        .first()
    )


def _can_go_on(learner, standing):
    activity = standing.next_activity
    return bool(activity) and bool(can_complete_activity(learner, activity, standing))
