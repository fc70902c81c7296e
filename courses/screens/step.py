"""The one step that a screen offers next, and the words on its button."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """What a button does. Its label is what the button says; `title` is the title of its goal."""

    SIGN_UP = "sign_up", _("Sign up and begin")
    ENROL = "enrol", _("Enrol in this module")
    COME_BACK = "come_back", _("Come back to this module")
    START = "start", _("Start: %(title)s")
    GO_ON = "go_on", _("Continue: %(title)s")
    NEW = "new", _("See what is new: %(title)s")
    REVIEW = "review", _("Read it again")


TEMPLATES = {
    StepKind.SIGN_UP: "components/steps/sign_up.html",
    StepKind.ENROL: "components/steps/enrol.html",
    StepKind.COME_BACK: "components/steps/enrol.html",
}
NOTES = {
    StepKind.SIGN_UP: _("Free. We ask for your name and address, and send you a link."),
    StepKind.ENROL: _("Free. You can withdraw whenever you like."),
    StepKind.COME_BACK: _("What you completed is still here."),
}
UNKEPT = {
    StepKind.SIGN_UP: _(
        "You are reading without logging in, so nothing is kept."
        " Enrol to keep your progress and take the quiz."
    ),
    StepKind.ENROL: _(
        "You are reading without being enrolled, so nothing is kept."
        " Enrol to keep your progress and take the quiz."
    ),
}
UNKEPT[StepKind.COME_BACK] = UNKEPT[StepKind.ENROL]


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
    def unkept(self):
        """Why nothing is kept of what is read before taking it, in two sentences."""
        return UNKEPT[self.kind]

    @property
    def template(self):
        """The path of the template of its button: a form where it enrols, a link elsewhere."""
        return TEMPLATES.get(self.kind, "components/steps/link.html")

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
