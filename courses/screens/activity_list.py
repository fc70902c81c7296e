"""The activities of a module in a list, as one person sees them."""

from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from learning.access import can_open_activity
from learning.choices import Reason
from learning.models import Activity


class ActivityState(models.TextChoices):
    """How an activity of the outline stands. Where it is open, its mark is that of its type."""

    DONE = "done", gettext_lazy("Done:")
    OPEN = "open", ""
    LOCKED = "locked", gettext_lazy("Locked:")

    @property
    def icon(self):
        return ICONS.get(self, "")


ICONS = {ActivityState.DONE: "circle-check", ActivityState.LOCKED: "lock"}


@dataclass(frozen=True)
class ActivityItem:
    """An activity. `url` is empty where it does not open."""

    activity: Activity
    state: ActivityState
    url: str
    note: str
    is_current: bool = False


def list_activities(standing, current=None):
    """The activities of `standing` as ActivityItems; `current` is the one being read."""
    return [
        _item(standing, activity, is_current=activity == current)
        for activity in standing.activities
    ]


def _item(standing, activity, *, is_current):
    access = can_open_activity(standing.user, activity, standing)
    completed_at = standing.completed.get(activity.pk)
    state, notes = ActivityState.OPEN, []
    if completed_at:
        state = ActivityState.DONE
        notes = [_("done on %(date)s") % {"date": short_date(completed_at)}]
    elif access.reason == Reason.SEQUENCE:
        state = ActivityState.LOCKED
        notes = [_("after “%(title)s”") % {"title": access.missing[-1].title}]
    else:
        if access and not standing.is_enrolled and activity.is_opened:
            notes.append(_("open to everyone"))
        if get_language() not in activity.titles:
            notes.append(_("not yet in your language"))
    return ActivityItem(
        activity=activity,
        state=state,
        url=activity.url if access else "",
        note=" · ".join(notes),
        is_current=is_current,
    )


def mark_of(items):
    """A short text; the same for lists of `items` that look the same beside a lesson."""
    return "".join(
        f"{item.state[0]}{'' if item.url else '-'}{'!' if item.is_current else ''}"
        for item in items
    )


def short_date(moment):
    """The date of `moment`, written in the active language."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
