"""What one person decides about another's record: never about one's own, and with a reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionRefusal(models.TextChoices):
    """Why a decision about a learner is not taken."""

    ERASED = "erased", _("The account was erased: nothing is decided for it any more.")
    SWITCHED_OFF = "switched_off", _("The account is switched off: nobody can learn with it.")
    ONESELF = "oneself", _("Nobody decides about their own record: ask a colleague.")
    NOT_ENROLLED = "not_enrolled", _("The learner is not enrolled in the module any more.")
    NOT_OFFERED = "not_offered", _("This is no longer offered.")
    ENROLLED = "enrolled", _("The learner is enrolled already, perhaps by a colleague just now.")
    EXCUSED = "excused", _("The learner is excused from this: take the excuse back first.")
    DONE = "done", _("The learner has completed this already.")
    ATTEMPTS_LEFT = "attempts_left", _("The learner still has an attempt, or has passed.")
    NO_LIMIT = "no_limit", _("This quiz has no time limit.")
    GIVEN = "given", _("This was given already, perhaps by a colleague just now.")
    USED = "used", _("It cannot be taken back any more: something was completed or begun with it.")


class DecisionRefused(Exception):
    """The decision is not taken. `reason`: a DecisionRefusal."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def require(condition, refusal):
    """Raise DecisionRefused for `refusal`, a DecisionRefusal, unless `condition` is true."""
    if not condition:
        raise DecisionRefused(refusal)


def require_offered(activity, standing):
    """Raise DecisionRefused unless `activity` and its module, that of `standing`, are offered.

    Nor is anything given to whom nobody can log in as: the account is switched off or merged.
    """
    require(standing.user.is_active, DecisionRefusal.SWITCHED_OFF)
    is_offered = standing.module.is_offered and activity in standing.activities
    require(is_offered, DecisionRefusal.NOT_OFFERED)


def require_another(learner, actor):
    """Raise DecisionRefused where the `actor` is the `learner`, or the learner was erased."""
    require(actor.person_id != learner.pk, DecisionRefusal.ONESELF)
    require(not learner.erased_at, DecisionRefusal.ERASED)
