"""Themes: what organisations offer and look for, from one list that managers keep."""

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.languages import SOURCE_LANGUAGE, TextsField, in_language
from accounts.searched import SearchedField, as_searched


class ThemeQuerySet(models.QuerySet):
    def offered(self, *, and_those_of=None):
        """Those that can be chosen: not retired, and besides those among `and_those_of`."""
        is_offered = Q(retired_at=None)
        return self.filter(is_offered | Q(pk__in=and_those_of) if and_those_of else is_offered)

    def by_name(self):
        """{folded name: Theme}, by the names in all languages."""
        return {as_searched(name): each for each in self for name in each.names.values()}


class Theme(models.Model):
    """A theme by its names in the portal's languages, in the order that managers give the list.

    One that is retired stays with whom it has, and nobody can choose it any longer.
    """

    names = TextsField(_("names by language"), default=dict)
    position = models.PositiveIntegerField(_("position"), editable=False)
    retired_at = models.DateTimeField(_("retired at"), null=True, editable=False)
    # The names follow from properties, so that a list is searched in every language at once.
    searched_names = SearchedField("all_names")
    searched = SearchedField("main_name", unique=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]

    def __str__(self):
        return in_language(self.names) or gettext("Theme without a name")

    def save(self, **options):
        """Save the theme; a new one stands last."""
        if self.position is None:
            last = Theme.objects.aggregate(last=Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        super().save(**options)

    @property
    def main_name(self):
        """Its English name, which every theme has."""
        return self.names.get(SOURCE_LANGUAGE, "")

    @property
    def all_names(self):
        """Its names in all languages, as one text."""
        return " ".join(self.names.values())
