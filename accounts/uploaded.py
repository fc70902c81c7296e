"""Tables that were uploaded, and wait until they are taken in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FILE_IS_KEPT = timedelta(days=1)


class UploadedQuerySet(models.QuerySet):
    def left(self, now):
        """Those that nobody had confirmed a day after their upload."""
        return self.filter(confirmed_at=None, uploaded_at__lt=now - FILE_IS_KEPT)


class UploadedTable(models.Model):
    """Base of tables, from their upload until they are taken in: a day at most.

    One is taken in once `uploaded_by` has confirmed what would come of it; nobody is named where an
    operator did so by a command.
    """

    text = models.TextField(_("text"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    objects = UploadedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return gettext("List %(number)s") % {"number": self.pk}


class PeopleFile(UploadedTable):
    """A table of people to invite."""

    class Meta:
        verbose_name = _("list of people to invite")
        verbose_name_plural = _("lists of people to invite")


class OrganisationsFile(UploadedTable):
    """A table of organisations. `takes_alike`: also those that are named nearly like others."""

    takes_alike = models.BooleanField(_("with those named nearly alike"), default=False)

    class Meta:
        verbose_name = _("list of organisations")
        verbose_name_plural = _("lists of organisations")


# {model: what finds those of it that nobody confirmed}
LEFT = {model._meta.label: model.objects.left for model in (PeopleFile, OrganisationsFile)}
