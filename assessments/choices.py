"""The settings of a quiz in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShowAnswers(models.TextChoices):
    AT_ONCE = "at_once", _("At once, after each answer")
    AFTER_SUBMISSION = "after_submission", _("After submission")
    AFTER_PASSING = "after_passing", _("After passing")
    NEVER = "never", _("Never")


class GradingMethod(models.TextChoices):
    BEST = "best", _("The best attempt")
    LAST = "last", _("The last attempt")
    AVERAGE = "average", _("The average of all attempts")
