"""What a learner thinks of a module that is completed: asked once, and once more months later.

It is no record of learning: it counts for nothing, and nothing follows from it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.outline import Module
from learning.records.enrolment import Enrolment

AFTERWARDS = timedelta(days=91)  # three months after completing the module
TOO_LATE = timedelta(days=121)  # whoever completed it before that is not asked any more


class Verdict(models.TextChoices):
    """An answer to a question of three steps."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


class Opinion(models.Model):
    """One row for each learner and module, as soon as the learner has answered or declined.

    `missing`, `used` and `hindered` are the learner's own words. `answered_at` dates the answer or
    the word that none will come (`is_declined`), `told_at` the answer months later.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opinions", db_index=False
    )
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="opinions")
    worth = models.CharField(
        _("was it worth the time?"), max_length=10, choices=Verdict.choices, blank=True
    )
    clear = models.CharField(_("was it clear?"), max_length=10, choices=Verdict.choices, blank=True)
    missing = models.TextField(_("what was missing?"), blank=True)
    is_declined = models.BooleanField(_("declined"), default=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    used = models.TextField(_("what was used?"), blank=True)
    hindered = models.TextField(_("what stood in the way?"), blank=True)
    told_at = models.DateTimeField(_("told afterwards at"), null=True, blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [models.UniqueConstraint(fields=["learner", "module"], name="opinion_once")]

    def __str__(self):
        return f"{self.learner} – {self.module}"


def is_asked(standing):
    """Whether the person of `standing` is asked about the module (1 query where it is done)."""
    if not (standing.user.is_authenticated and standing.finished_at):
        return False
    own = Opinion.objects.filter(learner=standing.user, module=standing.module)
    return not own.exclude(answered_at=None).exists()


def give_opinion(*, learner, module, **answers):
    """Keep the `answers` of `learner`: worth, clear, missing. The first ones stay.

    Returns whether these are kept; none are after declining either.
    """
    return _keep(learner, module, "answered_at", answers)


def decline_opinion(*, learner, module):
    """Keep that `learner` does not want to be asked about `module` any more."""
    _keep(learner, module, "answered_at", {"is_declined": True})


def tell_afterwards(*, learner, module, **answers):
    """Keep what `learner` says of `module` months later: used, hindered. The first answers stay.

    Returns whether these are kept.
    """
    return _keep(learner, module, "told_at", answers)


def _keep(learner, module, date, answers):
    Opinion.objects.get_or_create(learner=learner, module=module)
    own = Opinion.objects.filter(learner=learner, module=module, **{date: None})
    return bool(own.update(**answers, **{date: timezone.now()}))


def to_be_asked_afterwards(now):
    """The Enrolments completed three months before `now` whose learners have not told anything."""
    own = Opinion.objects.filter(learner=OuterRef("learner"), module=OuterRef("module"))
    return Enrolment.objects.filter(
        ~Exists(own.filter(is_declined=True)),
        ~Exists(own.exclude(told_at=None)),
        completed_at__lte=now - AFTERWARDS,
        completed_at__gt=now - TOO_LATE,
        learner__is_active=True,
    )
