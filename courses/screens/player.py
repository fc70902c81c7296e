"""What stands around a lesson, a case study or a quiz inside a module."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.rules import Outstanding, still_to_do
from courses.screens.activity_list import ActivityItem, list_activities
from courses.screens.decisions import reasons_by_hand
from courses.screens.joining import what_enrolling_adds
from courses.screens.step import Step, StepKind, enrolling
from learning.access import Access, can_complete_activity
from learning.choices import Reason
from learning.derived.standing import Standing
from learning.models import Activity


@dataclass(frozen=True)
class Player:
    """An activity in its module, for one person.

    `previous` and `following` are its neighbours in the outline; `way_on` is the activity that
    completing this one leads to, None where that finishes the module or nothing else can be done.
    `work` says whether the person may complete it, `outstanding` what the lesson asks for first.
    """

    standing: Standing
    activity: Activity
    items: list[ActivityItem]
    previous: ActivityItem | None
    following: ActivityItem | None
    way_on: Activity | None
    completed_at: datetime | None
    work: Access
    outstanding: Outstanding

    @property
    def enrolling(self):
        """The Step by which the person signs up or enrols, if nothing else is missing, or None."""
        if self.work.reason == Reason.LOG_IN:
            return Step(StepKind.SIGN_UP)
        return enrolling(self.standing) if self.work.reason == Reason.ENROL else None

    @property
    def note(self):
        """Why it cannot be completed as it is read now, in a sentence; empty where it can be."""
        return self.enrolling.unkept if self.enrolling else self.work.words

    @property
    def enrolling_adds(self):
        """What the person would gain by enrolling, in short sentences; nothing for who was in."""
        is_new = self.enrolling and not self.standing.enrolment
        return what_enrolling_adds(self.standing, self.activity) if is_new else []

    @property
    def is_excused(self):
        """Whether it counts as done because the person is excused from it."""
        return self.activity.pk in self.standing.excused

    @property
    def is_decided(self):
        """Whether it counts as done because somebody else said so."""
        return self.activity.pk in self.standing.decided

    @property
    def has_finished(self):
        """Whether the module is completed, and nothing required is new in it."""
        return self.standing.finished_at is not None and not self.standing.new_activities

    @property
    def done_note(self):
        """Since when it counts as done, in a sentence; empty where it does not."""
        if not self.completed_at:
            return ""
        facts = {"date": date_format(timezone.localtime(self.completed_at))}
        if self.is_excused:
            return _("You are excused from this since %(date)s. It counts as done.") % facts
        if self.activity.pk in self.standing.by_hand:
            reason = reasons_by_hand([self.standing]).get(self.activity.pk, "–")
            facts["reason"] = f"\u2068{reason}\u2069"  # it may run the other way
            return _("Completed by hand by a trainer on %(date)s: %(reason)s") % facts
        return _("You completed this on %(date)s.") % facts

    @property
    def place(self):
        """Its number among those of its kind in the module, in words."""
        return self.standing.place_in_words(self.activity)

    @property
    def may_complete(self):
        """Whether the one button is "Done"."""
        return bool(self.work and not self.completed_at and not self.outstanding)

    @property
    def done_words(self):
        """What the button "Done" says."""
        if self.way_on:
            return _("Done: on to “%(title)s”") % {"title": self.way_on.title}
        is_last = self.standing.finishes_with(self.activity) and not self.standing.finished_at
        return _("Done: finish the module") if is_last else _("Mark as complete")

    @property
    def state(self):
        """A short text that is the same for all who see the same around the activity."""
        enrolled = "in" if self.standing.is_enrolled else "out"
        marks = "".join(item.mark for item in self.items)
        return f"player-{self.standing.module.pk}-{enrolled}-{marks}"

    @property
    def goal(self):
        """The id of what the button "Done" leads to: what is kept of it differs by that."""
        return self.way_on.pk if self.way_on else ""


def read_player(request, page):
    """The Player around `page` for the person of `request`, as the guard left it.

    None in a preview, and for a page that stands outside a module.
    """
    standing = getattr(request, "standing", None)
    if standing is None:
        return None
    here = next((a for a in standing.activities if a.key == page.translation_key), None)
    if here is None:
        return None
    items = list_activities(standing, here)
    place = standing.activities.index(here)
    completed_at = standing.completed.get(here.pk)
    work = can_complete_activity(request.user, here, standing)
    return Player(
        standing=standing,
        activity=here,
        items=items,
        previous=items[place - 1] if place else None,
        following=items[place + 1] if place + 1 < len(items) else None,
        way_on=standing.way_on(here),
        completed_at=completed_at,
        work=work,
        outstanding=still_to_do(request.user, here, page)
        if work and not completed_at
        else Outstanding(),
    )
