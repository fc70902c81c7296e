"""Inviting people, and what comes of it: accepted, sent again, withdrawn, forgotten."""

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log

from accounts.ending_roles import set_last_day
from accounts.giving_roles import roles_to_give
from accounts.invitation import Invitation, InvitationState
from accounts.looking_after import Refusal
from accounts.models import User
from accounts.role_end import must_end, today
from accounts.signup import LinkRefused, accounts_at, make_account, read_token, token_of
from notices.kinds import KINDS
from notices.models import RefusedAddress
from notices.outbox import new_mail, queue_mails

SALT = "accounts.invitation"
KIND = "invitation"
ACCEPTED, WITHDRAWN, SENT_AGAIN = (f"accounts.invitation_{what}" for what in ("on", "off", "again"))


class Fate(models.TextChoices):
    """What becomes of an address that is to be invited."""

    NEW = "new", _("New: gets an invitation")
    ACCOUNT = "account", _("Has an account: gets an invitation, and accepts it when logged in")
    INVITED = "invited", _("Is invited already: nothing is sent")
    ONESELF = "oneself", Refusal.ONESELF.label
    OFF = "off", _("The account of this address is switched off. Switch it on first.")
    REFUSED = (
        "refused",
        _("The mail server of this address refuses our emails. Ask the person for another one."),
    )

    @property
    def is_taken(self):
        """Whether an invitation is made."""
        return self in (Fate.NEW, Fate.ACCOUNT)

    @property
    def is_problem(self):
        """Whether somebody has to do something before the person can be invited."""
        return self in (Fate.ONESELF, Fate.OFF, Fate.REFUSED)


class CannotBeInvited(Exception):
    """No invitation was made: `fate` is the Fate of the address."""

    def __init__(self, fate):
        super().__init__(fate)
        self.fate = fate


class InvitationRefusal(models.TextChoices):
    """Why the link of an invitation lets nobody in, and what to do."""

    OLDER = "older", _("A newer invitation was sent to you after this one. Use the newest.")
    USED = "used", _("A part of the link is missing, or the invitation is gone.")
    ACCEPTED = (
        "accepted",
        _("This invitation was accepted already. If it was you, just log in."),
    )
    WITHDRAWN = "withdrawn", _("This invitation was withdrawn.")
    RUN_OUT = "run_out", _("This invitation is older than fourteen days. Ask for a new one.")
    OFF = "off", _("This account is switched off. Write to us if that is a mistake.")

    @property
    def is_without_account(self):
        """Whether there may be no account yet, so that signing up is a way on."""
        return self not in (InvitationRefusal.ACCEPTED, InvitationRefusal.OFF)


class InvitationRefused(Exception):
    """The link lets nobody in: `reason` is an InvitationRefusal, `invitation` None if unknown."""

    def __init__(self, reason, invitation=None):
        super().__init__(reason)
        self.reason = reason
        self.invitation = invitation


def fates_of(emails, by):
    """{address: its Fate} of `emails`, in small letters, which the User `by` would invite."""
    accounts = accounts_at(emails)
    open_ones = Invitation.objects.in_state(InvitationState.OPEN)
    invited = set(open_ones.filter(email__in=emails).values_list("email", flat=True))
    refused = set(RefusedAddress.objects.values_list("address", flat=True))
    fates = {email: _fate(email, accounts.get(email), refused, invited) for email in emails}
    return fates | {email: Fate.ONESELF for email in fates if _is_of(by, email)}


def _is_of(by, email):
    """Whether the User `by` who invites `email`, None where nobody knows, has that address."""
    return by is not None and by.email == email


def _fate(email, account, refused, invited):
    if account and not account["is_active"]:
        return Fate.OFF
    if email in refused:
        return Fate.REFUSED
    if email in invited:
        return Fate.INVITED
    return Fate.ACCOUNT if account and not account["may_be_opened"] else Fate.NEW


def invite(*, by, email, **facts):
    """Invite the owner of `email`, with the mail; return the Invitation. `by`: the User.

    `facts` are fields of the Invitation. One that ran out gives way. Raises CannotBeInvited.
    """
    fate = fates_of([email], by)[email]
    if not fate.is_taken:
        raise CannotBeInvited(fate)
    now = timezone.now()
    try:
        with transaction.atomic():
            Invitation.objects.standing().filter(email=email).update(withdrawn_at=now)
            invitation = Invitation.objects.create(email=email, invited_by=by, sent_at=now, **facts)
            queue_invitations([invitation])
    except IntegrityError:  # a colleague was quicker
        raise CannotBeInvited(Fate.INVITED) from None
    return invitation


def queue_invitations(invitations):
    """Put the mails of `invitations` into the outbox, one for each moment of sending."""
    mails = []
    for each in invitations:
        with override(each.preferred_language or None):
            mail = new_mail(
                KINDS[KIND],
                cause=f"{each.pk} {each.sent_at.isoformat()}",
                address=each.email,
                data={"invitation": each.pk},
            )
        mails.append(mail)
    queue_mails(mails)


def send_again(*, invitation, by):
    """Send `invitation` with a new link; return whether it still stood. The older links end."""
    with transaction.atomic():
        sent = Invitation.objects.standing().filter(pk=invitation.pk).update(sent_at=timezone.now())
        if sent:
            invitation.refresh_from_db()
            queue_invitations([invitation])
            log(instance=invitation, action=SENT_AGAIN, user=by)
    return bool(sent)


def withdraw_invitation(*, invitation, by):
    """Withdraw `invitation`; return whether it still stood."""
    with transaction.atomic():
        standing = Invitation.objects.standing().filter(pk=invitation.pk)
        withdrawn = standing.update(withdrawn_at=timezone.now())
        if withdrawn:
            log(instance=invitation, action=WITHDRAWN, user=by)
    return bool(withdrawn)


def invitation_token(invitation):
    """What the newest link of `invitation` holds."""
    return token_of(invitation, SALT)


def read_invitation(token, *, is_locked=False):
    """The Invitation whose newest link holds `token`. Raises InvitationRefused."""
    rows = Invitation.objects.all()
    rows = rows.select_for_update() if is_locked else rows.select_related("organisation", "role")
    try:
        invitation = read_token(token, rows, SALT)
    except LinkRefused as refusal:
        raise InvitationRefused(InvitationRefusal(refusal.reason.value)) from None
    if invitation.state != InvitationState.OPEN:
        raise InvitationRefused(InvitationRefusal(invitation.state.value), invitation)
    return invitation


def accept(*, token, person=None, password=""):
    """Accept the invitation of the link that holds `token`; return (Invitation, User).

    `person` has the account of its address and is signed in; without one an account is made. Who
    invited may have lost the right to give the role meanwhile: then nobody gets it. Raises
    InvitationRefused.
    """
    try:
        with transaction.atomic():
            # The person first, as an erasure does it.
            held = person and User.objects.select_for_update(of=("self",)).get(pk=person.pk)
            invitation = read_invitation(token, is_locked=True)
            if held and not held.is_active:  # switched off, merged or erased at the same moment
                raise InvitationRefused(InvitationRefusal.OFF, invitation)
            person = held or make_account(invitation, password)
            _give(invitation, person)
            invitation.accepted_at, invitation.accepted_by = timezone.now(), person
            invitation.save(update_fields=["accepted_at", "accepted_by"])
    except (LinkRefused, IntegrityError):  # the address got an account at the same moment
        raise InvitationRefused(InvitationRefusal.ACCEPTED) from None
    return invitation, person


def has_ended(invitation):
    """Whether the role of `invitation` may be given no more: its last day is over, or missing."""
    last_day = invitation.role_last_day
    return last_day < today() if last_day else must_end(invitation.role)


def role_given(invitation):
    """The Group that whoever accepts `invitation` gets.

    None where the inviter may not give it or accepts it, or its last day is over.
    """
    by = invitation.invited_by
    # The address may have become the inviter's own meanwhile.
    if _is_of(by, invitation.email) or (invitation.role and has_ended(invitation)):
        return None
    may_give = roles_to_give(by)
    is_given = invitation.role and may_give.filter(pk=invitation.role_id).exists()
    return invitation.role if is_given else None


def _give(invitation, person):
    given = {}
    if invitation.organisation:
        person.organisation = invitation.organisation
        person.save(update_fields=["organisation"])
        given["organisation"] = str(person.organisation)
    if role := role_given(invitation):
        if last_day := invitation.role_last_day:
            ends = person.role_ends.filter(role=role)  # a colleague may have prolonged it
            days = [last_day, *ends.values_list("last_day", flat=True)]
            set_last_day([person], role, max(days))
        person.groups.add(role)
        given["role"] = role.name
    log(instance=person, action=ACCEPTED, user=invitation.invited_by, data=given)
