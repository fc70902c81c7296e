"""The activities of a module in a list, as one person sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from learning.access import Access, can_open_each
from learning.choices import Reason
from learning.derived.standing import Standing
from learning.models import Activity


class ActivityState(models.TextChoices):
    """How an activity of the outline stands. Where it is open, its mark is that of its type."""

    DONE = "done", gettext_lazy("Done:")
    EXCUSED = "excused", gettext_lazy("Excused:")
    OPEN = "open", ""
    LOCKED = "locked", gettext_lazy("Locked:")

    @property
    def icon(self):
        return ICONS.get(self, "")


ICONS = {
    ActivityState.DONE: "circle-check",
    ActivityState.EXCUSED: "circle-check",
    ActivityState.LOCKED: "lock",
}


@dataclass(frozen=True)
class ActivityItem:
    """An activity of the `standing`. `completed_at` says when it was done, None before."""

    activity: Activity
    state: ActivityState
    standing: Standing
    access: Access
    completed_at: datetime | None
    is_current: bool = False

    @property
    def mark(self):
        """A short text; the same for all to whom it looks the same, but for its note."""
        return f"{self.state[0]}{'' if self.access else '-'}{'!' if self.is_current else ''}"

    @property
    def url(self):
        """Its address; empty where it does not open."""
        return self.activity.url if self.access else ""

    @property
    def note(self):
        """What else there is to say of it, in a few words."""
        if self.completed_at:
            is_excused = self.state == ActivityState.EXCUSED
            words = _("excused on %(date)s") if is_excused else _("done on %(date)s")
            if self.activity.pk in self.standing.by_hand:
                words = _("completed by hand by a trainer on %(date)s")
            return words % {"date": short_date(self.completed_at)}
        if self.state == ActivityState.LOCKED:
            return _("after “%(title)s”") % {"title": self.access.missing[-1].title}
        notes = []
        if self.access and not self.standing.is_enrolled and self.activity.is_opened:
            notes.append(_("open to everyone"))
        if get_language() not in self.activity.titles:
            notes.append(_("not yet in your language"))
        return " · ".join(notes)


def list_activities(standing, current=None):
    """The activities of `standing` as ActivityItems; `current` is the one being read."""
    return [
        ActivityItem(
            activity=activity,
            state=_state(standing, activity, access),
            standing=standing,
            access=access,
            completed_at=standing.completed.get(activity.pk),
            is_current=activity == current,
        )
        for activity, access in zip(standing.activities, can_open_each(standing), strict=True)
    ]


def _state(standing, activity, access):
    if activity.pk in standing.excused:
        return ActivityState.EXCUSED
    if activity.pk in standing.completed:
        return ActivityState.DONE
    return ActivityState.LOCKED if access.reason == Reason.SEQUENCE else ActivityState.OPEN


def short_date(moment):
    """The date of `moment`, written in the active language."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
