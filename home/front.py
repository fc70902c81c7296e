"""What the home page shows of the training."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.languages import SOURCE_LANGUAGE
from content.editions.edition import remembered
from content.templatetags.languages import language_in_sentence
from courses.models import TrackPage
from courses.syllabus import syllabuses_of
from learning.access import is_open_to_read
from learning.choices import Audience
from learning.derived.standing import read_standings
from learning.models import Activity, Module, Track
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
class Lessons:
    """What there is to read: the codes of the `languages` that all of it is in, and how long it is.

    `shortest` and `longest` are minutes of one lesson or case study. `taste` is the first that
    everyone may read, None where there is none and for those who have an account.
    """

    languages: tuple[str, ...]
    shortest: int
    longest: int
    taste: Activity | None

    @property
    def length(self):
        """How long one takes, in words."""
        if self.shortest == self.longest:
            words = ngettext("%(most)s minute a lesson", "%(most)s minutes a lesson", self.longest)
        else:
            words = ngettext(
                "%(least)s to %(most)s minute a lesson",
                "%(least)s to %(most)s minutes a lesson",
                self.longest,
            )
        return words % {"least": self.shortest, "most": self.longest}

    @property
    def language(self):
        """The languages that they are in, in words; that of the source where none has them all."""
        codes = self.languages or (SOURCE_LANGUAGE,)
        names = ", ".join(str(language_in_sentence(code)) for code in codes)
        return _("Lessons in %(languages)s") % {"languages": names}


@dataclass(frozen=True)
class Front:
    """The tracks, what is read in them, and where a learner goes on.

    `sme` and `city` are the tracks behind the two doors; `lessons` is None while there are none.
    """

    tracks: tuple[TrackOnFront, ...]
    sme: TrackOnFront | None
    city: TrackOnFront | None
    lessons: Lessons | None
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
    by_track = {
        track: [standings[module.pk] for module in modules if module.track_id == track.pk]
        for track in tracks
    }
    shown = tuple(
        _track(track, outcomes.get(track.key, ""), own) for track, own in by_track.items()
    )
    return Front(
        tracks=shown,
        sme=_door(shown, Audience.SME),
        city=_door(shown, Audience.CIVIL_SERVANT),
        lessons=_lessons(user, [standing for own in by_track.values() for standing in own]),
        overview=learner_overview(user, syllabuses_of) if user.is_authenticated else None,
    )


def read_track_on_front(page_id):
    """A dict of the track whose page has that id: title, url, audience, hours, number of modules.

    None for the id None, and where the track is not offered. Two queries for each edition.
    """
    return page_id and remembered(f"track-on-front-{page_id}", lambda: _sum_up(page_id))


def _sum_up(page_id):
    keys = TrackPage.objects.filter(pk=page_id).values("translation_key")
    track = Track.objects.active().filter(key__in=keys).first()
    if track is None:
        return None
    modules = track.modules.active().aggregate(hours=Sum("hours"), modules=Count("pk"))
    return {"title": track.title, "url": track.url, "audience": track.audience, **modules}


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
    return next((track for track in tracks if track.audience == audience), None)


def _lessons(user, standings):
    """The Lessons of the `standings` in their order, or None."""
    read = [
        (activity, standing)
        for standing in standings
        for activity in standing.activities
        if not activity.type.needs_enrolment
    ]
    if not read:
        return None
    minutes = [activity.minutes for activity, _standing in read]
    return Lessons(
        languages=tuple(
            code
            for code, _name in settings.LANGUAGES
            if all(code in activity.titles for activity, _standing in read)
        ),
        shortest=min(minutes),
        longest=max(minutes),
        taste=None if user.is_authenticated else _taste(user, read),
    )


def _taste(user, read):
    """The first Activity of `read`, pairs with its Standing, that is open to everyone; or None."""
    now = timezone.now()
    return next(
        (
            activity
            for activity, standing in read
            if standing.opening.is_open(now) and is_open_to_read(user, activity)
        ),
        None,
    )
