"""What the home page shows of the training."""

from dataclasses import dataclass
from decimal import Decimal

from courses.models import TrackPage
from courses.syllabus import syllabuses_of
from learning.choices import Audience
from learning.derived.standing import read_standings
from learning.models import Module, Track
from learning.overview import learner_overview


@dataclass(frozen=True)
class TrackOnFront:
    """A track as the front page shows it. `wall` is what its tiles draw."""

    title: str
    url: str
    audience: str
    outcome: str
    hours: Decimal
    modules: int
    wall: tuple[dict, ...]


@dataclass(frozen=True)
class Front:
    """The tracks, the links that lead to them, and where a learner goes on."""

    tracks: tuple[TrackOnFront, ...]
    sme_url: str
    city_url: str
    overview: object = None


def read_front(user, language):
    """The `Front` for `user`, with outcomes in `language`.

    Four queries, five for someone signed in and what My learning needs; none grows with tracks.
    """
    tracks = list(Track.objects.active())
    modules = list(Module.objects.active().filter(track__in=tracks).select_related("track"))
    standings = read_standings(user, modules)
    outcomes = dict(
        TrackPage.objects.filter(
            translation_key__in=[track.key for track in tracks], locale__language_code=language
        ).values_list("translation_key", "outcome")
    )
    shown = tuple(
        _track(
            track,
            outcomes.get(track.key, ""),
            [standings[module.pk] for module in modules if module.track_id == track.pk],
        )
        for track in tracks
    )
    return Front(
        tracks=shown,
        sme_url=_door(shown, Audience.SME),
        city_url=_door(shown, Audience.CIVIL_SERVANT),
        overview=learner_overview(user, syllabuses_of) if user.is_authenticated else None,
    )


def _track(track, outcome, standings):
    return TrackOnFront(
        title=track.title,
        url=track.url,
        audience=track.audience,
        outcome=outcome,
        hours=sum((standing.module.hours for standing in standings), Decimal(0)),
        modules=len(standings),
        wall=tuple(_tile(standing) for standing in standings),
    )


def _tile(standing):
    return {"done": standing.tile, "motif": standing.module.audience}


def _door(tracks, audience):
    return next((track.url for track in tracks if track.audience == audience), "")
