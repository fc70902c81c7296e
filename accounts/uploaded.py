"""Tables that were uploaded, and wait until they are taken in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FILE_IS_KEPT = timedelta(days=1)
OUTCOME_IS_KEPT = timedelta(days=30)


class UploadedQuerySet(models.QuerySet):
    def to_take_in(self):
        """Those that were confirmed, and are not taken in to their end."""
        return self.filter(taken_in_at=None).exclude(confirmed_at=None)

    def left(self, now):
        """Those that nobody had confirmed a day after their upload, or were taken in long ago."""
        unconfirmed = models.Q(confirmed_at=None, uploaded_at__lt=now - FILE_IS_KEPT)
        return self.filter(unconfirmed | models.Q(taken_in_at__lt=now - OUTCOME_IS_KEPT))


class UploadedTable(models.Model):
    """Base of tables: their text until they are taken in, then what became of their rows.

    One is taken in once `uploaded_by` has confirmed what would come of it; nobody is named where an
    operator did so by a command. `fates` are {value of a fate: numbers of the rows}, `problems`
    what is told of the others: [{"row", "column", "problem"}].
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
    taken_in_at = models.DateTimeField(_("taken in at"), null=True)
    fates = models.JSONField(_("what became of the rows"), default=dict)
    problems = models.JSONField(_("rows with a problem"), default=list)

    objects = UploadedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return gettext("List %(number)s") % {"number": self.pk}

    @property
    def known_fates(self):
        """Its `fates`, without what is damaged."""
        fates = self.fates if isinstance(self.fates, dict) else {}
        return {fate: rows for fate, rows in fates.items() if _is_list_of(int, rows)}

    @property
    def known_problems(self):
        """Its `problems`, without what is damaged."""
        rows = self.problems if _is_list_of(dict, self.problems) else []
        return [each for each in rows if each.keys() == {"row", "column", "problem"}]

    @property
    def seen(self):
        """The numbers of the rows whose end is known."""
        numbers = {number for same in self.known_fates.values() for number in same}
        return numbers | self.wrong

    @property
    def wrong(self):
        """The numbers of the rows that had a problem in the end."""
        return {each["row"] for each in self.known_problems}

    def note(self, rows):
        """Keep what became of `rows`, TableRows that were written or have a problem."""
        self.fates, self.problems = self.known_fates, self.known_problems
        for row in rows:
            if row.problems:
                self.problems += row.told
            else:
                self.fates.setdefault(row.fate.value, []).append(row.number)
        self.save(update_fields=["fates", "problems"])


def _is_list_of(kind, value):
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


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
