"""What an organisation says of itself beside its name, and its figures if it is an enterprise."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.industry import Section
from accounts.reckoned import hold_links, refresh_size_classes, size_class_alone
from accounts.size_class import Figures, SizeClass, is_sme_in_israel

FIGURES = ("figures_of", "headcount", "turnover", "balance_sheet", "is_autonomous")
DECIDING = {"kind", *FIGURES}  # with the links, about the size class
SAID = ("website", "languages", "about", "founded_in", "nace_section")
PROFILE = (*SAID, *FIGURES)
THEMES = ("offers", "looks_for")


class Profile(models.Model):
    """Base of Organisation. All of it may be missing, and what is missing is not known.

    `languages` are codes with commas between. The figures are its own alone. The size class
    follows, by `accounts.reckoned`, from type, figures and links when these are saved; it is empty
    where it is not known, or asked of nobody.
    """

    website = models.URLField(_("website"), blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    about = models.TextField(_("about it, in one paragraph"), max_length=600, blank=True)
    founded_in = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    nace_section = models.CharField(
        _("industry (NACE Rev. 2.1)"), max_length=1, choices=Section.choices, blank=True
    )
    offers = models.ManyToManyField(
        "accounts.Theme", blank=True, related_name="offered_by", verbose_name=_("themes it offers")
    )
    looks_for = models.ManyToManyField(
        "accounts.Theme",
        blank=True,
        related_name="looked_for_by",
        verbose_name=_("themes it looks for"),
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
        if self._state.adding:
            self.size_class = size_class_alone(self)
        if self._state.adding or (update_fields and DECIDING.isdisjoint(update_fields)):
            super().save(update_fields=update_fields, **options)
            return
        with transaction.atomic():
            hold_links()
            super().save(update_fields=update_fields, **options)
            self.size_class = refresh_size_classes([self.pk])[self.pk]

    def get_languages_display(self):
        """The names of its languages, each in its own."""
        names = dict(settings.LANGUAGES)
        return ", ".join(names[code] for code in self.languages.split(",") if code in names)

    def get_offers_display(self):
        """The names of the themes that it offers."""
        return ", ".join(map(str, self.offers.all()))

    def get_looks_for_display(self):
        """The names of the themes that it looks for."""
        return ", ".join(map(str, self.looks_for.all()))

    @property
    def is_sme_in_israel(self):
        """Whether Israel counts it as small or medium-sized; None where that is not known."""
        return is_sme_in_israel(self.headcount)

    @property
    def figures(self):
        """Its own Figures."""
        return Figures(self.headcount, self.turnover, self.balance_sheet)
