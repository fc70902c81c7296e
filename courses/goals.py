"""What begins where somebody who signs up was going: a module; a track is there to choose from."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve

from accounts.goals import Goal
from courses.views.enrolment import enrol_in_words
from learning.models import Module, Track


def goal_in_training(path):
    """The Goal of a `path` to a module, to something in it or to its enrolment, or to a track.

    None for every other path.
    """
    modules = Module.objects.active().filter(track__retired_at=None)
    if key := _enrolling_in(path):
        module = modules.filter(key=key).first()
    else:
        module = modules.filter(_at(path) | _at(path, "activities__")).first()
    if module:
        return Goal(path, module.title, partial(enrol_in_words, module=module))
    track = Track.objects.active().filter(_at(path)).first()
    return track and Goal(path, track.title)


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
