"""The mails about representing an organisation and about leaving it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import Organisation, Representative
from accounts.representing import (
    CLAIMED_MAIL,
    CONFIRMED_MAIL,
    ENDED_MAIL,
    REFUSED_MAIL,
    REMOVED_MAIL,
)
from notices.kinds import Kind, Unwanted

REASON = _("You receive this email because it concerns you and your organisation on the portal.")


def name_of_organisation(mail):
    """The name of the organisation that `mail` is about. Raises Unwanted where it is gone."""
    rows = Organisation.objects.select_related("merged_into")
    found = rows.filter(pk=mail.data["organisation"]).first()
    if found is None:
        raise Unwanted(gettext_noop("The organisation was deleted."))
    return {"organisation": found.current}


def name_while_asked(mail):
    """The same where somebody still asks to represent it. Raises Unwanted."""
    if not Representative.objects.waiting().filter(pk=mail.data["claim"]).exists():
        raise Unwanted(gettext_noop("It is decided already."))
    return name_of_organisation(mail)


def mail_about(key, **words):
    """The Kind of a mail about an organisation of somebody. Nobody can switch it off."""
    words = {"reason": REASON, "facts": name_of_organisation, "name": words["subject"], **words}
    return Kind(key=key, may_be_muted=False, sample={"organisation": "Ipotesi"}, **words)


REPRESENTING_MAILS = (
    mail_about(
        CLAIMED_MAIL,
        to_whom="Programme managers, when somebody asks to represent an organisation",
        name=_("Somebody asks to represent an organisation"),
        subject=_("Somebody asks to represent %(organisation)s"),
        text=_(
            "Somebody asks to represent %(organisation)s on the portal and waits for your "
            "decision. The list says who it is, and what speaks for it."
        ),
        button=_("See who asks"),
        path="representatives",
        facts=name_while_asked,
        reason=_("You receive this email because you decide who represents an organisation."),
    ),
    mail_about(
        CONFIRMED_MAIL,
        to_whom="Whoever is confirmed as representative of an organisation",
        subject=_("You represent %(organisation)s"),
        text=_(
            "You now represent %(organisation)s on the portal: you look after what it says of "
            "itself, invite colleagues and take out those who have left. You see no learning "
            "records."
        ),
        button=_("Open my organisation"),
        path="my_organisation",
    ),
    mail_about(
        REFUSED_MAIL,
        to_whom="Whoever asked to represent an organisation and is not confirmed",
        subject=_("Representing %(organisation)s: not confirmed"),
        text=_(
            "You asked to represent %(organisation)s on the portal. We could not confirm it; all "
            "else in your account stays as it is. If you think that we are wrong, write to us."
        ),
        button=_("Contact us"),
        path="write_to_us",
    ),
    mail_about(
        ENDED_MAIL,
        to_whom="Whoever represented an organisation, when a manager ends that",
        subject=_("You no longer represent %(organisation)s"),
        text=_(
            "You no longer represent %(organisation)s on the portal. You still belong to it, and "
            "your learning stays as it is. If that surprises you, write to us."
        ),
        button=_("Contact us"),
        path="write_to_us",
    ),
    mail_about(
        REMOVED_MAIL,
        to_whom="Whoever was taken out of an organisation by who represents it",
        subject=_("You no longer belong to %(organisation)s"),
        text=_(
            "Whoever represents %(organisation)s on the portal has taken you out of it. Your "
            "account and everything that you have learnt stay as they are. Tell us where you work "
            "now; if it was a mistake, you can choose %(organisation)s again."
        ),
        button=_("Say where I work"),
        path="account_organisation",
    ),
)
