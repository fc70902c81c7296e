"""What messages are about, and how far they are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a message is about."""

    TRAINING = "training", _("The training: lessons, quizzes, my progress")
    MISTAKE = "mistake", _("A mistake in a text or a question")
    ACCOUNT = "account", _("My account")
    ACCESSIBILITY = "accessibility", _("Accessibility: something that I cannot use")
    PRIVACY = "privacy", _("Privacy: my personal data")
    OTHER = "other", _("Something else")

    @classmethod
    def _missing_(cls, value):
        """What a message is about whose subject is offered no more."""
        return cls.OTHER

    @property
    def promise(self):
        """When an answer comes, in a sentence; only what the law says is said."""
        return PROMISES.get(self, ANSWER)

    @property
    def has_term(self):
        """Whether the law wants an answer within a month: Regulation (EU) 2016/679, art. 12(3)."""
        return self == Subject.PRIVACY


ANSWER = _("We answer by email.")
PROMISES = {Subject.PRIVACY: _("We answer by email within one month, as the law asks.")}


class State(models.TextChoices):
    """How far a message is."""

    NEW = "new", _("New")
    ANSWERING = "answering", _("Being answered")
    DONE = "done", _("Done")
