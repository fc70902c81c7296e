"""Where somebody who signs up was going and what is begun there; what is offered to whom."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


def begin_nothing(request):
    """Begin nothing: the person is led on to the goal."""
    return ""


@dataclass(frozen=True)
class Goal:
    """A page to start at, below `url`; without a `title` its name is not known.

    `begin` is called with the request of whoever has just opened the account; it returns where to
    go instead of the goal itself, if anywhere.
    """

    url: str
    title: str = ""
    begin: Callable = begin_nothing

    @property
    def words(self):
        """What the button that leads there says."""
        return _("Start: %(title)s") % {"title": self.title} if self.title else _("Start")


_finders = []
_offers = []
_starts = []


def declare_goals(find):
    """Let `find` (path: Goal, or None) say what stands at the paths that it knows."""
    _finders.append(find)


def declare_offer(find):
    """Let `find` (person: Goal, or None) say what is offered by where a person works."""
    _offers.append(find)


def declare_starts(find):
    """Let `find` say where people may be invited to start: (path below the language, title) each.

    `goal_at` knows these paths, with the language in front.
    """
    _starts.append(find)


def starts():
    """[(path below the language, title)] of all pages that people may be invited to start at."""
    return [start for find in _starts for start in find()]


def offer_to(person):
    """The Goal that is offered to `person` by where the person works; None where there is none."""
    return next(filter(None, (find(person) for find in _offers)), None)


def goal_at(path):
    """The Goal at `path`, a safe one of the portal; My learning where it is empty."""
    if not path:
        return Goal(reverse("my_learning"), _("My learning"))
    found = (find(path) for find in _finders)
    return next(filter(None, found), None) or Goal(path)
