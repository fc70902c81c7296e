"""The settings of a quiz and the verdicts on answers, in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShowAnswers(models.TextChoices):
    AT_ONCE = "at_once", _("At once, after each answer")
    AFTER_SUBMISSION = "after_submission", _("After submission")
    AFTER_PASSING = "after_passing", _("After passing")
    NEVER = "never", _("Never")

    @property
    def promise(self):
        """What the setting means to a learner, in a sentence."""
        return PROMISES[self]

    @property
    def withheld(self):
        """Why the right answers are not shown, or not yet, in a sentence."""
        if self == ShowAnswers.AFTER_PASSING:
            return _("The right answers are shown once you have passed.")
        return _("The right answers are not shown for this quiz.")


class GradingMethod(models.TextChoices):
    BEST = "best", _("The best attempt")
    LAST = "last", _("The last attempt")
    AVERAGE = "average", _("The average of all attempts")

    @property
    def promise(self):
        """What the method means to a learner, in a sentence."""
        return PROMISES[self]


PROMISES = {
    ShowAnswers.AT_ONCE: _("You can check each answer at once; it then stays as it is."),
    ShowAnswers.AFTER_SUBMISSION: _("After submitting you see the right answers, and why."),
    ShowAnswers.AFTER_PASSING: _(
        "You see your score after submitting, and the right answers once you have passed."
    ),
    ShowAnswers.NEVER: _("You see your score after submitting. The right answers are not shown."),
    GradingMethod.BEST: _("Your best attempt counts."),
    GradingMethod.LAST: _("The last attempt counts."),
    GradingMethod.AVERAGE: _("The average of your attempts counts."),
}


class Verdict(models.TextChoices):
    """Whether an answer is right. `icon` is the name of the icon that says the same."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("Not right")
    OPEN = "open", _("Not answered")
    KEPT = "kept", _("Points kept")  # right only by a key that was corrected since
    WITHDRAWN = "withdrawn", _("Question withdrawn")

    @property
    def in_list(self):
        """The word as it stands in a list of questions."""
        return IN_LIST[self]

    @property
    def icon(self):
        return ICONS[self]


IN_LIST = {
    Verdict.RIGHT: _("right"),
    Verdict.PARTLY: _("partly right"),
    Verdict.WRONG: _("not right"),
    Verdict.OPEN: _("not answered"),
    Verdict.KEPT: _("points kept"),
    Verdict.WITHDRAWN: _("question withdrawn"),
}
ICONS = {
    Verdict.RIGHT: "circle-check",
    Verdict.PARTLY: "circle-alert",
    Verdict.WRONG: "circle-x",
    Verdict.OPEN: "circle",
    Verdict.KEPT: "circle-check",
    Verdict.WITHDRAWN: "circle-check",
}


def verdict_on(points, max_points, *, is_answered):
    """The Verdict on an answer that gave `points` of `max_points`; None: it is not marked yet."""
    if not is_answered or points is None:
        return Verdict.OPEN
    if points >= max_points:
        return Verdict.RIGHT
    return Verdict.PARTLY if points else Verdict.WRONG
