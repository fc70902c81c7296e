"""What the portal has to say by mail, what of it is muted, and which addresses take none."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from notices.kinds import KINDS
from notices.languages import language_of
from notices.links import off_url


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")
    WITHHELD = "withheld", _("Held back")


# What an administrator does about a mail that did not simply leave.
NEXT_STEPS = {
    MailState.FAILED: _("Put right what went wrong, then let the person ask for it again."),
    MailState.UNKNOWN: _("Ask the person whether it has come; let them ask for it again if not."),
}


class Mail(models.Model):
    """A row of the outbox: one mail to one recipient, waiting or gone.

    `key` names kind, recipient and cause, so that nothing is said twice. The recipient is the
    `person` at whatever address is theirs when it is sent, or `address` where that stands here.
    `data` holds references to what it is about, no words, and is emptied when the mail has left.
    """

    key = models.CharField(_("key"), max_length=420, unique=True)
    kind = models.CharField(_("kind"), max_length=50)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="mails",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("address"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    data = models.JSONField(_("what it is about"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(
        _("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    queued_at = models.DateTimeField(_("queued at"))
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(_("begun to be sent at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        indexes = [models.Index(fields=["state", "due_at"], name="mail_by_state")]

    def __str__(self):
        return f"{self.kind_name} – {self.recipient}"

    @property
    def recipient(self):
        """The address that it goes to."""
        return self.address or self.person.email

    @property
    def kind_name(self):
        """The name of its kind; the key of one that is no longer declared."""
        return KINDS[self.kind].name if self.kind in KINDS else self.kind

    @property
    def error_words(self):
        """What went wrong; what the portal itself says of it, in the active language."""
        return gettext(self.error) if self.error else ""

    @property
    def next_step(self):
        """What to do about it; empty where there is nothing to do."""
        return NEXT_STEPS.get(self.state, "")

    @property
    def message_id(self):
        """The Message-ID, the same however often it is sent."""
        digest = hashlib.sha256(self.key.encode()).hexdigest()[:40]
        return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"

    @property
    def off_url(self):
        """Where the person switches its kind off; empty where nobody may."""
        is_mutable = self.person_id and KINDS[self.kind].may_be_muted
        return off_url(self.person_id, self.kind) if is_mutable else ""

    @property
    def recipient_language(self):
        """The language to write in: the person's of now, else that in which it was queued."""
        with override(self.language or settings.LANGUAGE_CODE):
            return language_of(self.person)


class Muting(models.Model):
    """A person gets no mails of a kind."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="mutings",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=50)

    class Meta:
        verbose_name = _("kind of email that is switched off")
        verbose_name_plural = _("kinds of email that are switched off")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="muted_once")]

    def __str__(self):
        return f"{self.person} – {self.kind}"


class RefusedAddress(models.Model):
    """An address whose mail server refuses our emails for good. It gets none any more."""

    address = models.EmailField(_("address"), unique=True)
    refused_at = models.DateTimeField(_("refused at"), default=timezone.now)
    reason = models.TextField(_("what its server says"), blank=True)

    class Meta:
        verbose_name = _("address that refuses our emails")
        verbose_name_plural = _("addresses that refuse our emails")

    def __str__(self):
        return self.address


class Bookmark(models.Model):
    """How far a `reader` of something that is only added to has read: the last id."""

    reader = models.CharField(max_length=50, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.reader}: {self.last}"
