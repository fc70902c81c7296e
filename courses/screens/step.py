"""The one step that a screen offers next, and the words on its button."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """What a button does. Its label is what the button says; `title` is the title of its goal."""

    LOG_IN = "log_in", _("Log in to enrol")
    ENROL = "enrol", _("Enrol in this module")
    COME_BACK = "come_back", _("Come back to this module")
    START = "start", _("Start: %(title)s")
    GO_ON = "go_on", _("Continue: %(title)s")
    NEW = "new", _("See what is new: %(title)s")
    REVIEW = "review", _("Read it again")


NOTES = {
    StepKind.ENROL: _("Free. You can withdraw whenever you like."),
    StepKind.COME_BACK: _("What you completed is still here."),
}


@dataclass(frozen=True)
class Step:
    """A step to offer. If a link takes it, `title` and `url` are those of its goal."""

    kind: StepKind
    title: str = ""
    url: str = ""

    @property
    def words(self):
        """What the button says."""
        return self.kind.label % {"title": self.title}

    @property
    def note(self):
        """What to know before taking it, in a sentence; empty for most."""
        return NOTES.get(self.kind, "")

    @property
    def logs_in(self):
        """Whether it leads to the log-in first."""
        return self.kind == StepKind.LOG_IN

    @property
    def enrols(self):
        """Whether it enrols, which takes a form instead of a link."""
        return self.kind in (StepKind.ENROL, StepKind.COME_BACK)

    @property
    def is_quiet(self):
        """Whether it matters less than other steps on the screen."""
        return self.kind == StepKind.REVIEW


def lead_to(kind, goal):
    """The Step of `kind` to `goal`, an activity or a module."""
    return Step(kind, goal.title, goal.url)


def enrolling(standing):
    """The Step by which the person of `standing` enrols, or comes back."""
    return Step(StepKind.COME_BACK if standing.enrolment else StepKind.ENROL)
