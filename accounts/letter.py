"""A letter: an email that a trainer or manager writes to many people at once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DRAFT_IS_KEPT = timedelta(days=1)
KEPT_FOR = timedelta(days=2 * 365)
LONGEST_SUBJECT, LONGEST_TEXT = 150, 5000
MAIN = settings.LANGUAGE_CODE  # what is read where a letter has no words of one's own language


def table(value):
    """The table that a JSON field of a letter holds; empty where it is damaged."""
    return value if isinstance(value, dict) else {}


class LetterState(models.TextChoices):
    """What has become of a letter."""

    DRAFT = "draft", _("Not sent yet")
    BEING_SENT = "being_sent", _("Being sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")


class Unreached(models.TextChoices):
    """Why somebody of those whom a filter shows gets no letter; of several, the first counts."""

    SWITCHED_OFF = "switched_off", _("The account is switched off")
    UNCONFIRMED = "unconfirmed", _("The email address is not confirmed")
    REFUSED = "refused", _("The address refuses our emails")
    MUTED = "muted", _("They have switched these letters off")


class LetterQuerySet(models.QuerySet):
    def ended(self, now):
        """Drafts that nobody confirmed for a day, and what was sent two years ago."""
        left = Q(confirmed_at=None, begun_at__lt=now - DRAFT_IS_KEPT)
        return self.filter(left | Q(confirmed_at__lt=now - KEPT_FOR))

    def under_way(self):
        """Those that were confirmed and are not sent to everybody yet, the oldest first."""
        return self.filter(finished_at=None).exclude(confirmed_at=None).order_by("confirmed_at")

    def shown_to(self, person):
        """Those that the User `person` may read: the own ones; with the right, all but drafts."""
        own = Q(written_by=person)
        sees_all = person.has_perm("accounts.view_letter")
        return self.filter(own | Q(confirmed_at__isnull=False) if sees_all else own)


class Letter(models.Model):
    """What `written_by` writes to many people: a draft until it is confirmed.

    `words` is {language: {"subject", "text"}}, in MAIN always. `about` says whom it is for: the
    list and its filters, in words. Whom it goes to was found when it was begun: `people` are the
    ids of those who have no email in the outbox yet. How many they were is in `people_count`, by
    language in `languages`; `unreached` counts who gets none, {Unreached: number}. One that was
    stopped goes to nobody who has it not yet.
    """

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="letters",
        verbose_name=_("written by"),
    )
    words = models.JSONField(_("what it says"))
    about = models.TextField(_("to whom"), blank=True)
    people = models.JSONField(_("people"))
    people_count = models.PositiveIntegerField(_("how many people"))
    languages = models.JSONField(_("people by language"))
    unreached = models.JSONField(_("people who get none"))
    begun_at = models.DateTimeField(_("begun at"))
    confirmed_at = models.DateTimeField(_("sent at"), null=True)
    sent_count = models.PositiveIntegerField(_("how many emails have left"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ["add", "view"]

    def __str__(self):
        return self.words_in(MAIN).get("subject") or gettext("This letter is damaged")

    def words_in(self, language):
        """{"subject", "text"} for a reader of this language, without what is damaged."""
        said = table(table(self.words).get(self.language_for(language)))
        return {name: said[name] for name in ("subject", "text") if isinstance(said.get(name), str)}

    def language_for(self, language):
        """The language in which a reader of `language` gets it."""
        return language if language in table(self.words) else MAIN

    @property
    def state(self):
        """The LetterState of now."""
        if self.confirmed_at is None:
            return LetterState.DRAFT
        if self.stopped_at:
            return LetterState.STOPPED
        return LetterState.SENT if self.finished_at else LetterState.BEING_SENT

    @property
    def missed_count(self):
        """To how many people it did not come, or nobody knows; 0 while it is being sent."""
        return self.people_count - self.sent_count if self.finished_at else 0
