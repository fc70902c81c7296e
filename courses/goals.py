"""What begins where somebody who signs up was going, and the track that is offered to whom."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from accounts.goals import Goal
from courses.views.enrolment import enrol_in_words
from learning.derived.standing import read_standing
from learning.models import Module, Track
from learning.offering import audience_of


def goal_in_training(path):
    """The Goal of a `path` to a module, to something in it or to its enrolment, or to a track.

    Who came from the module itself begins with its first activity. None for every other path.
    """
    modules = Module.objects.active().filter(track__retired_at=None)
    key = _enrolling_in(path)
    itself = modules.filter(Q(key=key) if key else _at(path)).first()
    if module := itself or modules.filter(_at(path, "activities__")).first():
        return Goal(path, module.title, partial(_enrol, module=module, is_inside=not itself))
    track = Track.objects.active().filter(_at(path)).first()
    return track and Goal(path, track.title)


def modules_to_start():
    """[(path of the enrolment below the language, title)] of every module that is offered."""
    offered = Module.objects.active().filter(track__retired_at=None).order_by("track", "position")
    return [
        (
            reverse("module_enrol", args=[module.key]).removeprefix(f"/{get_language()}"),
            module.title,
        )
        for module in offered
    ]


def track_for(person):
    """The Goal at the track that is written for where `person` works; None where there is none."""
    audience = audience_of(person)
    if audience is None:
        return None
    modules = Module.objects.active().filter(track=OuterRef("pk"))
    track = Track.objects.active().filter(Exists(modules), audience=audience).first()
    return track and Goal(track.url, track.title)


def _enrol(request, module, is_inside):
    """Enrol; return where to begin, or the module where that was refused; `""` inside of it."""
    if not enrol_in_words(request, module):
        return module.url
    first = None if is_inside else read_standing(request.user, module).next_activity
    return first.url if first else ""


def _enrolling_in(path):
    """The key of the module that one enrols in at `path`, or None."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return match.kwargs["key"] if match.url_name == "module_enrol" else None


def _at(path, related=""):
    """A Q: the row, or what is `related` to it, has its page at `path`."""
    _before, language, *below = urlsplit(path).path.split("/", 2)
    if language not in dict(settings.LANGUAGES) or not below:
        return Q(pk__in=[])
    return Q(**{f"{related}paths__{language}": below[0]})
