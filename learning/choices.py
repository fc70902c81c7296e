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


class ActivityAccess(models.TextChoices):
    """Who may read an activity, where it is another than the module says."""

    AS_MODULE = "as_module", _("As the module says")
    EVERYONE = "everyone", _("Everyone (open education, no progress kept)")


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
    LOG_IN = "log_in", _("This is for enrolled learners. Signing up is free and takes a minute.")
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


class EntryKind(models.TextChoices):
    """What an entry of the history tells of a learner's record, in words that lack the facts."""

    ENROLLED = "enrolled", _("Enrolled in “%(title)s”")
    CAME_BACK = "came_back", _("Came back to “%(title)s”")
    WITHDREW = "withdrew", _("Withdrew from “%(title)s”")
    ATTEMPT_STARTED = "attempt_started", _("Began attempt %(number)s at “%(title)s”")
    ATTEMPT_SUBMITTED = "attempt_submitted", _("Submitted attempt %(number)s at “%(title)s”")
    ATTEMPT_CORRECTED = (
        "attempt_corrected",
        _("More points for attempt %(number)s at “%(title)s”: a question was put right"),
    )
    PASS_GIVEN = "pass_given", _("Passed “%(title)s”")
    ACTIVITY_COMPLETED = "activity_completed", _("Completed “%(title)s”")
    MODULE_COMPLETED = "module_completed", _("Completed the module “%(title)s”")
    TRACK_COMPLETED = "track_completed", _("Completed the track “%(title)s”")
    EXCUSED = "excused", _("Excused from “%(title)s”")
    EXCUSE_ENDED = "excuse_ended", _("No longer excused from “%(title)s”")
    ATTEMPT_GIVEN = "attempt_given", _("Got a further attempt at “%(title)s”")
    ATTEMPT_TAKEN_BACK = (
        "attempt_taken_back",
        _("The further attempt at “%(title)s” was taken back"),
    )
    TIME_GIVEN = "time_given", _("Got more time for “%(title)s”: %(minutes)s min")
    TIME_TAKEN_BACK = "time_taken_back", _("The further time for “%(title)s” was taken back")
    ENROLLED_BY_HAND = "enrolled_by_hand", _("Was enrolled by hand in “%(title)s”")
    WITHDRAWN_BY_HAND = "withdrawn_by_hand", _("Was withdrawn by hand from “%(title)s”")
    COMPLETED_BY_HAND = "completed_by_hand", _("“%(title)s” was completed by hand")
    BY_HAND_ENDED = "by_hand_ended", _("“%(title)s” is no longer completed by hand")
    MERGED = "merged", _("Records of another account came over to “%(title)s”")
    OTHER_ACCOUNT = "other_account", _("In the other account: %(what)s")
    REPAIRED = "repaired", _("The record of “%(title)s” was repaired")


# What one person decides for another, always with a reason.
DECISIONS = (
    EntryKind.EXCUSED,
    EntryKind.EXCUSE_ENDED,
    EntryKind.ATTEMPT_GIVEN,
    EntryKind.ATTEMPT_TAKEN_BACK,
    EntryKind.TIME_GIVEN,
    EntryKind.TIME_TAKEN_BACK,
    EntryKind.ENROLLED_BY_HAND,
    EntryKind.WITHDRAWN_BY_HAND,
    EntryKind.COMPLETED_BY_HAND,
    EntryKind.BY_HAND_ENDED,
)


class ActorKind(models.TextChoices):
    """Who changes a learner's record, in words that lack the names."""

    PERSON = "person", _("by %(name)s")
    ON_BEHALF = "on_behalf", _("by %(name)s on behalf of %(other)s")
    JOB = "job", _("by the portal itself")
    PUBLISHING = "publishing", _("because pages were changed")
    IMPORT = "import", _("taken over from elsewhere")


class EntryReason(models.TextChoices):
    """Why the portal itself changed a record. What a person writes as a reason is none of these."""

    TIME_UP = "time_up", _("The time was up.")
    LESS_REQUIRED = "less_required", _("What was still missing is no longer required.")
    ENTRY_MISSING = "entry_missing", _("The record was there without an entry.")
    RECORD_DIFFERED = "record_differed", _("The record differed from the history.")
    COUNT_DIFFERED = "count_differed", _("A count differed from what it counts.")
    SCORE_DIFFERED = "score_differed", _("The score differed from what the answers give.")
    CREDIT_WAS_DUE = "credit_was_due", _("It had been earned and did not count yet.")
