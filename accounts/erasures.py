"""Who is to be forgotten, and what the night erased."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureQuerySet(models.QuerySet):
    def open(self):
        """Those that are neither done nor taken back."""
        return self.filter(undone_at=None, erased_at=None)


class Erasure(models.Model):
    """Somebody asked that `person` be forgotten: `asked_by`, the person or somebody of the staff.

    Until `due_at` it may be taken back (`undone_at`); then it is done (`erased_at`). `was_active`:
    whether the account was switched on before.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="erasures"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("to be erased at"))
    was_active = models.BooleanField(_("was switched on"), default=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure of an account")
        verbose_name_plural = _("erasures of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(undone_at=None, erased_at=None),
                name="erasure_open_once",
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.asked_at:%Y-%m-%d}"


class ErasureRun(models.Model):
    """What the night erased because its period was over: `counts` by model, without a person."""

    ran_at = models.DateTimeField(_("erased at"))
    counts = models.JSONField(_("rows"), default=dict)

    class Meta:
        verbose_name = _("nightly erasure")
        verbose_name_plural = _("nightly erasures")

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @property
    def words(self):
        """What was erased, with numbers, in the active language."""
        names = {model._meta.label: model._meta.verbose_name_plural for model in apps.get_models()}
        return "; ".join(f"{names.get(what, what)}: {n}" for what, n in self.counts.items())
