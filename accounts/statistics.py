"""What the programme's funder counts of its participants, and each of them may leave unsaid."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Another")
    UNSAID = "unsaid", _("I prefer not to say")


class AgeBand(models.TextChoices):
    FROM_15 = "15-24", _("15 to 24 years")
    FROM_25 = "25-34", _("25 to 34 years")
    FROM_35 = "35-44", _("35 to 44 years")
    FROM_45 = "45-54", _("45 to 54 years")
    FROM_55 = "55-64", _("55 to 64 years")
    FROM_65 = "65+", _("65 years and older")
    UNSAID = "unsaid", _("I prefer not to say")


class Statistics(models.Model):
    """What `person` said for the funder's statistics at `told_at`; empty where nothing was said.

    Type, country and size class are counted from the organisation. Nobody's training depends on it.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="statistics"
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand.choices, blank=True)
    told_at = models.DateTimeField(_("told at"), default=timezone.now)

    class Meta:
        verbose_name = _("statistics of a person")
        verbose_name_plural = _("statistics of people")

    def __str__(self):
        return str(self.person)


def tell(person, *, sex, age_band):
    """Keep what `person` says now (values of Sex and AgeBand, or empty) in place of before."""
    told = {"sex": sex, "age_band": age_band, "told_at": timezone.now()}
    Statistics.objects.update_or_create(person=person, defaults=told)


def told_by(person):
    """{field: what `person` said}; empty texts where nothing was said. One query."""
    told = Statistics.objects.filter(person=person).values("sex", "age_band").first()
    return told or {"sex": "", "age_band": ""}
