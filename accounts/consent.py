"""What people agree to apart from their training, as facts: each decision is a row of its own."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    NEWSLETTER = "newsletter", _("Newsletter")
    PICTURES = "pictures", _("Photos and videos")


# What somebody agrees to, as it is asked.
WORDINGS = {
    Purpose.NEWSLETTER: _("Send me the newsletter of the programme by email."),
    Purpose.PICTURES: _(
        "The programme may take photos and videos of me at its events and publish them on this "
        "portal, in its newsletter and in its reports."
    ),
}


class Consent(models.Model):
    """`person` gave or withdrew the consent to a `purpose`. The database refuses to change a row.

    The newest row of a purpose says what holds. `wording` is what the person read, in `language`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    is_given = models.BooleanField(_("given"))
    decided_at = models.DateTimeField(_("decided at"))
    wording = models.TextField(_("wording"))
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.person}, {self.purpose}, {self.decided_at:%Y-%m-%d}"


def decisions_of(person):
    """The Consents of `person`, the newest first. One query."""
    return list(Consent.objects.filter(person=person))


def agreeing(purpose):
    """A query for the ids of those who agree to `purpose` as it stands now."""
    later = Consent.objects.filter(
        person=OuterRef("person"), purpose=purpose, pk__gt=OuterRef("pk")
    )
    rows = Consent.objects.filter(~Exists(later), purpose=purpose, is_given=True)
    return rows.order_by().values("person")


def given(decisions):
    """The purposes to which consent is given, of `decisions` with the newest first."""
    newest = {each.purpose: each.is_given for each in reversed(decisions)}
    return {purpose for purpose, is_given in newest.items() if is_given}


def decide(person, wanted):
    """Keep that `person` agrees to the purposes `wanted` and to no other; return what is new.

    Words and language are those of the page, which is in the active one. What holds already is no
    new decision.
    """
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=person.pk)  # a form that is sent twice
        changed = given(decisions_of(person)) ^ set(wanted)
        now = timezone.now()
        return Consent.objects.bulk_create(
            Consent(
                person=person,
                purpose=purpose,
                is_given=purpose in wanted,
                decided_at=now,
                wording=str(WORDINGS[purpose]),
                language=get_language(),
            )
            for purpose in Purpose
            if purpose in changed
        )
