"""The mail that invites somebody."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.goals import goal_at
from accounts.invitation import Invitation, InvitationState
from accounts.inviting import KIND, invitation_token, role_given
from notices.kinds import Kind, Unwanted, own_path

NO_LONGER_OPEN = gettext_noop("The invitation was accepted or withdrawn, or has run out.")


def goal_of(invitation):
    """The Goal at which whoever accepts `invitation` starts."""
    return goal_at(own_path(invitation.wanted) if invitation.wanted else "")


def offered_by(invitation):
    """[(name, value)] of what `invitation` gives, in the active language."""
    found = [
        (_("Module"), goal_of(invitation).title if invitation.wanted else ""),
        (_("Organisation"), str(invitation.organisation or "")),
        (_("Role"), invitation.role_name if role_given(invitation) else ""),
    ]
    return [(name, value) for name, value in found if value]


def host_of(invitation):
    """The name of who invites."""
    return str(invitation.invited_by or _("The team of SME4SMARTCITIES"))


def facts_of_invitation(mail):
    """What an invitation says. Raises Unwanted where it is not open any more."""
    rows = Invitation.objects.select_related("organisation", "role", "invited_by")
    invitation = rows.filter(pk=mail.data["invitation"]).first()
    if invitation is None or invitation.state != InvitationState.OPEN:
        raise Unwanted(NO_LONGER_OPEN)
    offered = [f"{name}: {value}" for name, value in offered_by(invitation)]
    return {
        "host": host_of(invitation),
        "offer": " · ".join(offered) or _("free online training"),
        "words": f" “{invitation.words}”" if invitation.words else "",
        "path": reverse("account_invited", args=[invitation_token(invitation)]),
    }


INVITATION = Kind(
    key=KIND,
    name=gettext_lazy("Invitation"),
    to_whom="Whoever is invited by those who run the programme",
    subject=gettext_lazy("%(host)s invites you to SME4SMARTCITIES"),
    text=gettext_lazy(
        "%(host)s invites you to learn and work with us: %(offer)s.%(words)s The button opens a "
        "page that says the same, with one more button: only that one accepts. The link works for "
        "fourteen days and only once. If you do not want to, do nothing."
    ),
    button=gettext_lazy("See the invitation"),
    path="account_login",
    facts=facts_of_invitation,
    reason=gettext_lazy(
        "You receive this email because somebody who runs the programme, or represents your "
        "organisation, invited you."
    ),
    may_be_muted=False,
    sample={
        "host": "Marta Ruiz",
        "offer": "Module: Fit for the smart-city market · Organisation: Ipotesi",
        "words": " “It begins on Monday!”",
    },
)
