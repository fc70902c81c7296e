"""The mail to a person whose account is to be erased."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from accounts.erasure.link import token_of
from accounts.models import Erasure
from notices.kinds import Kind, Unwanted
from notices.languages import language_of
from notices.outbox import new_mail, queue_mails

NOTHING_TO_KEEP = gettext_noop("The account is kept, or is erased already.")


def way_to_keep(mail):
    """The day, and the way to the page that keeps the account. Raises Unwanted."""
    erasure = Erasure.objects.open().filter(pk=mail.data["erasure"]).first()
    if erasure is None:
        raise Unwanted(NOTHING_TO_KEEP)
    return {
        "date": date_format(localtime(erasure.due_at)),
        "path": reverse("account_keep", args=[token_of(erasure)]),
    }


ERASURE = Kind(
    key="erasure_asked",
    name=_("Your account will be erased"),
    to_whom="Whoever asked that the account be erased, or whose account staff will have erased",
    subject=_("Your account will be erased on %(date)s"),
    text=_(
        "Your account is switched off now, and you are logged out everywhere. On %(date)s "
        "everything that identifies you is erased for good. Until then you can change your mind: "
        "this button opens a page on which you keep your account. If you want it erased, do "
        "nothing."
    ),
    button=_("Keep my account"),
    path="account_data",
    reason=_("You receive this email because it concerns your account."),
    facts=way_to_keep,
    may_be_muted=False,
    is_safety=True,
    sample={"date": "9 December 2026"},
)
ERASURE_MAILS = (ERASURE,)


def queue_erasure_mail(erasure):
    """Queue the mail about an Erasure, to the address: people who are off get none."""
    person = erasure.person
    with override(language_of(person)):
        mail = new_mail(
            ERASURE, cause=erasure.pk, address=person.email, data={"erasure": erasure.pk}
        )
    queue_mails([mail])
