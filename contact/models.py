"""What people wrote to those who run the portal."""

import calendar
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.searched import SearchedField
from contact.choices import State, Subject

LONGEST_TEXT, LONGEST_PLACE = 5000, 500
KEPT_FOR = timedelta(days=365)


class MessageQuerySet(models.QuerySet):
    """Messages."""

    def waiting(self):
        """Those not done."""
        return self.exclude(state=State.DONE)

    def answered_long_ago(self, now):
        """Those that were answered more than a year before `now`; what waits is none of them."""
        return self.filter(state=State.DONE, changed_at__lt=now - KEPT_FOR)


class Message(models.Model):
    """A message of a visitor or of somebody who was signed in, and what became of it.

    `key` is the same for the same words sent twice from one form, so that they are kept once.
    `place` is the title of what it is about, as its sender saw it; `place_key` is the key of that
    page in all languages, `question_id` names the question in it.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=150, blank=True)
    address = models.EmailField(_("email address"))
    text = models.TextField(_("message"), max_length=LONGEST_TEXT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="messages",
        verbose_name=_("account"),
    )
    place = models.CharField(_("about"), max_length=LONGEST_PLACE, blank=True)
    place_key = models.UUIDField(_("key of the page"), null=True)
    question_id = models.CharField(_("question"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    note = models.TextField(_("note"), max_length=LONGEST_TEXT, blank=True)
    changed_at = models.DateTimeField(_("changed at"), null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    searched = SearchedField("name", "address", "place", "text")  # these never change

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["state", "sent_at"], name="message_by_state")]

    def __str__(self):
        return f"{self.pk} – {self.get_subject_display()}"

    @property
    def sender(self):
        """The name, or the address of whoever gave none."""
        return self.name or self.address

    @property
    def language_name(self):
        """The language in which an answer is wanted, by its own name."""
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @property
    def answer_by(self):
        """The last day on which the law wants an answer; None where it names none."""
        return last_day(self.sent_at) if Subject(self.subject).has_term else None

    @property
    def is_late(self):
        """Whether that day is over, and nothing was answered."""
        return bool(self.answer_by and self.state != State.DONE and is_over(self.answer_by))

    @property
    def term(self):
        """The day by which to answer, in words, and that it is over; empty where there is none."""
        if not self.answer_by:
            return ""
        return term_words(self.answer_by) if self.is_late else date_format(self.answer_by)


def last_day(sent_at):
    """The last day on which the law wants an answer to a request of that moment."""
    return month_after(timezone.localdate(sent_at))


def is_over(day):
    """Whether `day` is past."""
    return day < timezone.localdate()


def term_words(day):
    """The day by which to answer, and that it is over if it is."""
    words = date_format(day)
    return gettext("%(date)s: overdue") % {"date": words} if is_over(day) else words


def month_after(day):
    """The day with the same number in the next month, or that month's last day."""
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))
