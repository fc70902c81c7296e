"""The words that outline and pages share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Audience(models.TextChoices):
    SME = "sme", _("SMEs")
    CIVIL_SERVANT = "civil_servant", _("Civil servants")
    EVERYONE = "everyone", _("Everyone")


class Level(models.TextChoices):
    INTRODUCTORY = "introductory", _("Introductory")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class AccessRule(models.TextChoices):
    EVERYONE = "everyone", _("Everyone (open education, no progress kept)")
    SIGNED_IN = "signed_in", _("Everyone who is signed in")
    ENROLLED = "enrolled", _("Enrolled learners only")

    @property
    def promise(self):
        """What the rule means to a reader, in few words."""
        return PROMISES[self]


PROMISES = {
    AccessRule.EVERYONE: _("Open to everyone"),
    AccessRule.SIGNED_IN: _("Open to all who are logged in"),
    AccessRule.ENROLLED: _("For enrolled learners"),
}


class CompletionRule(models.TextChoices):
    """What completes an activity."""

    BUTTON = "button", _("The learner marks it as complete")
    VIDEO = "video", _("The video was watched to 90 %")
    CHECKS = "checks", _("The check questions were answered")
    PASS = "pass", _("The quiz was passed")


class Reason(models.TextChoices):
    """Why something is not open to a person. `learning.access.Access.words` fills in the dates."""

    RETIRED = "retired", _("This is no longer offered.")
    NOT_OPEN_YET = "not_open_yet", _("The module opens on %(date)s at %(time)s.")
    CLOSED = "closed", _("The module closed on %(date)s.")
    LOG_IN = "log_in", _("Log in to enrol. It costs nothing.")
    ENROL = (
        "enrol",
        _("This is for enrolled learners. Enrolling takes one click and costs nothing."),
    )
    PREREQUISITES = (
        "prerequisites",
        ngettext_lazy("Another module comes first.", "Other modules come first.", "number"),
    )
    SEQUENCE = (
        "sequence",
        _(
            "This module goes step by step."
            " This opens when you have completed what comes before it:"
        ),
    )
