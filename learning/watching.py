"""How much of a lesson's video a learner has watched."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.outline import Activity


class Watching(models.Model):
    """The share of one video that a learner has seen, which only grows."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    block_id = models.CharField(_("block"), max_length=40)
    percent = models.PositiveSmallIntegerField(
        _("percent watched"), default=0, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("watched video")
        verbose_name_plural = _("watched videos")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "block_id"], name="watching_once"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="watching_percent_up_to_100"
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}: {self.percent} %"
