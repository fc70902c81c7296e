"""The mail to a person of whom two accounts became one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from notices.kinds import Kind, Unwanted
from notices.languages import language_of
from notices.outbox import new_mail, queue_mails


def addresses_of(mail):
    """Both addresses, for whoever reads either. Raises Unwanted where the person is forgotten."""
    rows = User.objects.select_related("merged_into")
    merged = rows.filter(pk=mail.data["account"], erased_at=None).first()
    if merged is None or merged.merged_into is None:
        raise Unwanted(gettext_noop("The account is erased."))
    return {"address": merged.merged_into.email, "former": merged.email}


ACCOUNTS_MERGED = Kind(
    key="accounts_merged",
    name=_("Your two accounts are one now"),
    to_whom="Whose two accounts were merged, at both addresses",
    subject=_("Your two accounts are one now"),
    text=_(
        "You had two accounts on the portal, and whoever runs the programme has made one of them. "
        "Everything that you learnt in either is there. Log in with %(address)s and the password "
        "of that account; with %(former)s nobody logs in any more. If these are not both yours, "
        "or if something is missing, write to us."
    ),
    button=_("Contact us"),
    path="write_to_us",
    reason=_("You receive this email because it concerns your account."),
    facts=addresses_of,
    may_be_muted=False,
    sample={"address": "nora@example.org", "former": "n.haddad@example.org"},
)


def tell_both(merge):
    """Queue the mail at both addresses of a Merge."""
    about = {"cause": f"account {merge.merged.pk}", "data": {"account": merge.merged.pk}}
    former = new_mail(ACCOUNTS_MERGED, address=merge.merged.email, **about)
    former.language = language_of(merge.into)
    queue_mails([new_mail(ACCOUNTS_MERGED, person=merge.into, **about), former])
