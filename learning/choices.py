"""The words that outline and pages share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class ActivityKind(models.TextChoices):
    LESSON = "lesson", _("Lesson")
    QUIZ = "quiz", _("Quiz")
    CASE_STUDY = "case_study", _("Case study")


class CompletionRule(models.TextChoices):
    """What completes an activity. Quizzes are completed by passing."""

    BUTTON = "button", _("The learner marks it as complete")
    VIDEO = "video", _("The video was watched to 90 %")
    CHECKS = "checks", _("The check questions were answered")
    PASS = "pass", _("The quiz was passed")
