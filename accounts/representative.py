"""Who represents an organisation, who says so of themselves, and which domains are its own."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RepresentativeState(models.TextChoices):
    WAITING = "waiting", _("Waits for a decision")
    STANDING = "standing", _("Represents it")
    REFUSED = "refused", _("Not confirmed")
    ENDED = "ended", _("Ended")


class RepresentativeQuerySet(models.QuerySet):
    def open(self):
        """Those that stand or wait."""
        return self.filter(until=None)

    def standing(self):
        """Those of people who represent their organisation now: they work there, and can log in."""
        standing = self.in_state(RepresentativeState.STANDING).filter(person__is_active=True)
        return standing.filter(organisation=F("person__organisation"))

    def waiting(self):
        """Those that managers have to decide about."""
        return self.in_state(RepresentativeState.WAITING)

    def in_state(self, state):
        """Those whose `state` is this RepresentativeState."""
        is_open = state in (RepresentativeState.WAITING, RepresentativeState.STANDING)
        is_confirmed = state in (RepresentativeState.STANDING, RepresentativeState.ENDED)
        return self.filter(until__isnull=is_open, since__isnull=not is_confirmed)


class Representative(models.Model):
    """`person` represents `organisation`, for which the person works, or asked to.

    `since` it was confirmed, `until` it ended or was refused: each may be missing. Confirmed
    `by` a manager or by who represented it before; by nobody where the address of the person is
    at a domain that is the organisation's own.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        related_name="representatives",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="representations",
        verbose_name=_("person"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    since = models.DateTimeField(_("since"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    until = models.DateTimeField(_("until"), null=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            # Nobody works for two organisations at a time.
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="represents_one_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.organisation}"

    @property
    def state(self):
        """The RepresentativeState of now."""
        if self.until is None:
            return RepresentativeState.STANDING if self.since else RepresentativeState.WAITING
        return RepresentativeState.ENDED if self.since else RepresentativeState.REFUSED


def follow_organisation(person):
    """Before `person` is saved: note since when they are in the organisation, if it is another.

    What the former one had given ends.
    """
    now = timezone.now()
    if person._state.adding:
        if person.organisation_id:
            person.organisation_since = person.organisation_since or now
        return
    saved = type(person).objects.filter(pk=person.pk)
    former, since = saved.values_list("organisation", "organisation_since").first() or (None, None)
    is_same = former == person.organisation_id
    person.organisation_since = since if is_same else person.organisation_id and now
    if former and not is_same:
        person.representations.open().update(until=now)


class OwnDomain(models.Model):
    """Who has a confirmed address at the domain `name` works for `organisation`, a manager says.

    The name is kept as that of an address is: in small letters, and in its own script.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        related_name="domains",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("domain"), max_length=253, unique=True)

    class Meta:
        verbose_name = _("domain of an organisation")
        verbose_name_plural = _("domains of organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name
