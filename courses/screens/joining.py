"""What one gains by enrolling, and the page at an activity that does not open."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.screens.step import Step, StepKind, enrolling, lead_to
from courses.templatetags.durations import hours_in_words
from learning.access import Access
from learning.choices import Reason
from learning.derived.standing import Standing
from learning.models import Activity


def what_enrolling_adds(standing, activity):
    """What enrolling in the module of `standing` adds to reading `activity`, in short sentences."""
    others = [each for each in standing.activities if each.pk != activity.pk]
    added = []
    if others:
        words = ngettext(
            "%(number)s more activity; the module takes %(hours)s in all.",
            "%(number)s more activities; the module takes %(hours)s in all.",
            len(others),
        )
        hours = hours_in_words(standing.module.hours)
        added.append(words % {"number": len(others), "hours": hours})
    if any(each.type.is_scored for each in others):
        added.append(_("A quiz that tells why an answer is right or wrong."))
    return [
        *added,
        _("Your answers and your progress are kept, on every device."),
        _("A record of what you completed, to print."),
    ]


@dataclass(frozen=True)
class ClosedScreen:
    """An activity that does not open to a person, the Access that says why, and the way in.

    `step` is what would open it, if it can be taken at once; else None.
    """

    standing: Standing
    activity: Activity
    access: Access
    step: Step | None

    @property
    def place(self):
        """What it is and where it stands, in words."""
        return self.standing.place_in_words(self.activity)

    @property
    def share_text(self):
        """What a link to it says where it is shared: nothing of its text."""
        return f"{self.place}. {self.access.words}"

    @property
    def is_to_strangers(self):
        """Whether it would open to whoever has an account and enrols."""
        return self.access.reason in (Reason.LOG_IN, Reason.ENROL)


def read_closed(standing, key, access):
    """The ClosedScreen of the activity `key` of `standing`, which `access` refuses."""
    activity = next(each for each in standing.activities if each.key == key)
    return ClosedScreen(standing, activity, access, _way_in(access, standing))


def _way_in(access, standing):
    if access.reason == Reason.LOG_IN:
        return Step(StepKind.SIGN_UP)
    if access.reason == Reason.ENROL:
        return enrolling(standing)
    if access.reason == Reason.SEQUENCE and not standing.stuck_at:
        return lead_to(StepKind.GO_ON, access.missing[0])
    return None
