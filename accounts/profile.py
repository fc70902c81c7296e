"""What an organisation says of itself beside its name, and its figures if it is an enterprise."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.industry import Section
from accounts.size_class import SizeClass, is_sme_in_israel, size_class_of

FIGURES = ("figures_of", "headcount", "turnover", "balance_sheet", "is_autonomous")
PROFILE = ("website", "languages", "about", "founded_in", "nace_section", *FIGURES)


class Profile(models.Model):
    """Base of Organisation. All of it may be missing, and what is missing is not known.

    `languages` are codes with commas between. The size class follows from type and figures when
    the row is saved; it is empty where it is not known, or asked of nobody.
    """

    website = models.URLField(_("website"), blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    about = models.TextField(_("about it, in one paragraph"), max_length=600, blank=True)
    founded_in = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    nace_section = models.CharField(
        _("industry (NACE Rev. 2.1)"), max_length=1, choices=Section.choices, blank=True
    )
    figures_of = models.PositiveSmallIntegerField(_("year of the figures"), null=True, blank=True)
    headcount = models.DecimalField(
        _("headcount"),
        max_digits=8,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    turnover = models.PositiveBigIntegerField(_("turnover in euros"), null=True, blank=True)
    balance_sheet = models.PositiveBigIntegerField(
        _("balance sheet total in euros"), null=True, blank=True
    )
    is_autonomous = models.BooleanField(_("autonomous"), null=True, blank=True)
    size_class = models.CharField(
        _("size class"), max_length=10, choices=SizeClass.choices, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **options):
        if update_fields:
            update_fields = set(update_fields)
            if not update_fields.isdisjoint({"kind", *FIGURES}):
                update_fields.add("size_class")
        self.size_class = self._size_class() or ""
        super().save(update_fields=update_fields, **options)

    def get_languages_display(self):
        """The names of its languages, each in its own."""
        names = dict(settings.LANGUAGES)
        return ", ".join(names[code] for code in self.languages.split(",") if code in names)

    @property
    def is_sme_in_israel(self):
        """Whether Israel counts it as small or medium-sized; None where that is not known."""
        return is_sme_in_israel(self.headcount)

    def _size_class(self):
        if not self.is_enterprise:
            return None
        return size_class_of(self.headcount, self.turnover, self.balance_sheet)
