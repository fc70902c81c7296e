"""The invitations of people to the portal."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.languages import LanguageField
from accounts.role_end import with_last_day
from accounts.searched import Searched, SearchedField

INVITATION_WORKS = timedelta(days=14)
KEPT_AFTERWARDS = timedelta(days=30)


class InvitationState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RUN_OUT = "run_out", _("Run out")


class InvitationQuerySet(models.QuerySet):
    def standing(self):
        """Those that are neither accepted nor withdrawn, also where they ran out."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def ended_long_ago(self, now):
        """Those that nobody accepted, and whose link stopped working thirty days before `now`."""
        long_ago = now - KEPT_AFTERWARDS
        ran_out = Q(withdrawn_at=None, sent_at__lt=long_ago - INVITATION_WORKS)
        return self.filter(ran_out | Q(withdrawn_at__lt=long_ago), accepted_at=None)

    def in_state(self, state):
        """Those whose `state` is this InvitationState."""
        if state == InvitationState.ACCEPTED:
            return self.exclude(accepted_at=None)
        if state == InvitationState.WITHDRAWN:
            return self.exclude(withdrawn_at=None)
        ran_out = Q(sent_at__lt=timezone.now() - INVITATION_WORKS)
        return self.standing().filter(ran_out if state == InvitationState.RUN_OUT else ~ran_out)


class Invitation(Searched):
    """A person was asked to take part: the mail to `email` leads to a page that accepts.

    Only the link made at `sent_at` works, for fourteen days. Whoever accepts joins `organisation`,
    has the `role` and starts at `wanted`, a path below the language; each may be missing. For one
    address one invitation stands at a time.
    """

    email = models.EmailField(_("email address"))
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    preferred_language = LanguageField(_("preferred language"), blank=True)
    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    role = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("role")
    )
    role_last_day = models.DateField(_("last day of the role"), null=True)
    wanted = models.TextField(_("page to start at"), blank=True)
    words = models.TextField(_("words to the person"), blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    sent_at = models.DateTimeField(_("sent at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="invitations",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    searched = SearchedField("first_name", "last_name", "email")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_stands_once",
            )
        ]

    def __str__(self):
        # The log keeps it: a number names nobody.
        return gettext("Invitation %(number)s") % {"number": self.pk}

    @property
    def name(self):
        """The name of who is invited."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def state(self):
        """The InvitationState of now."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        ran_out = timezone.now() - self.sent_at > INVITATION_WORKS
        return InvitationState.RUN_OUT if ran_out else InvitationState.OPEN

    @property
    def runs_out_at(self):
        """Until when its link works."""
        return self.sent_at + INVITATION_WORKS

    @property
    def role_name(self):
        """The role in the active language, with its last day; empty where there is none."""
        return with_last_day(self.role, self.role_last_day) if self.role else ""
