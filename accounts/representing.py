"""Representing an organisation: claimed, confirmed, refused, handed on, given up.

Who represents one invites and removes colleagues, and edits what it says of itself. Learning
records are none of it.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log

from accounts.invitation import Invitation, InvitationState
from accounts.inviting import CannotBeInvited, Fate, invite, withdraw_invitation
from accounts.limits import TOO_MANY_INVITATIONS
from accounts.models import Organisation, Representative, User
from notices.kinds import KINDS
from notices.languages import language_of
from notices.outbox import new_mail, queue_mails
from text.domains import domain_of

BEGUN, REFUSED, ENDED, REMOVED = (
    f"accounts.{what}"
    for what in ("represent", "refuse_representative", "end_representative", "remove_colleague")
)
CLAIMED_MAIL, CONFIRMED_MAIL, REFUSED_MAIL, ENDED_MAIL, REMOVED_MAIL = (
    "representative_asked",
    "representative_confirmed",
    "representative_refused",
    "representative_ended",
    "colleague_removed",
)
MOST_INVITATIONS = 50  # open at a time, of one organisation; and sent in a day, by one person


class NotInvited(models.TextChoices):
    """Why a colleague was not invited, in words that tell nothing of other people's accounts."""

    INVITED = (
        "invited",
        _(
            "This address is invited already. When your colleague is here, your organisation can "
            "be chosen in the account."
        ),
    )
    HERE = "here", _("Your colleague is here already: see the list.")
    UNREACHABLE = (
        "unreachable",
        _("We cannot write to this address. Ask your colleague for another one, or write to us."),
    )
    TOO_MANY = (
        "too_many",
        _("Fifty invitations are open. Withdraw some, or wait until they are accepted."),
    )
    TOO_OFTEN = "too_often", TOO_MANY_INVITATIONS
    TOO_MANY_TODAY = (
        "too_many_today",
        _("You have sent fifty invitations within a day. Send the next ones tomorrow."),
    )


class ColleagueNotInvited(Exception):
    """Nobody was invited: `reason` is a NotInvited."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def representation_of(person):
    """The Representative by which `person` represents the own organisation; None without it."""
    rows = Representative.objects.standing().select_related("organisation")
    return rows.filter(person=person).first()


def claim_of(person):
    """The Representative of `person` that waits for a decision; None without it."""
    return Representative.objects.waiting().filter(person=person).first()


def has_own_address(person, organisation):
    """Whether `person` has a confirmed address at a domain that is the organisation's own."""
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    domains = {domain_of(email) for email in addresses.values_list("email", flat=True)}
    return organisation.domains.filter(name__in=domains).exists()


def may_begin_at_once(person, organisation):
    """Whether `person`, who asks to represent `organisation`, needs nobody's decision.

    That is the first who has an address at its domain. Whoever asked or represented it before
    waits: it was refused, taken away or given up.
    """
    rows = organisation.representatives
    if rows.standing().exists() or rows.filter(person=person).exists():
        return False
    return has_own_address(person, organisation)


def claim(*, person):
    """Let `person` represent the own organisation, or wait for a decision; the Representative.

    Where it waits, those who decide get a mail. None where the person works nowhere.
    """
    if person.organisation_id is None:
        return None
    now = timezone.now()
    with transaction.atomic():
        # Of two at once one waits here for the other.
        organisation = Organisation.objects.lock_current(person.organisation_id)
        person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if person.organisation_id != organisation.pk:  # changed at the same moment
            return claim(person=person)
        if known := Representative.objects.open().filter(person=person).first():
            return known
        is_confirmed = may_begin_at_once(person, organisation)
        made = Representative.objects.create(
            organisation=organisation,
            person=person,
            asked_at=now,
            since=now if is_confirmed else None,
        )
        if is_confirmed:
            _log(BEGUN, made, person)
        else:
            for manager in _managers().exclude(pk=person.pk):
                _queue(CLAIMED_MAIL, manager, organisation, cause=f"{made.pk} {now}", claim=made.pk)
    return made


def _managers():
    """Those whose role lets them decide who represents an organisation."""
    may_decide = Permission.objects.filter(
        content_type__app_label="accounts", codename="change_organisation"
    )
    roles = Group.objects.filter(permissions__in=may_decide)
    return User.objects.filter(is_active=True, groups__in=roles).distinct()


def confirm(*, representative, by):
    """Confirm a Representative that waits; return whether it still waited. The person is told."""
    with transaction.atomic():
        waiting = Representative.objects.waiting().filter(pk=representative.pk)
        confirmed = waiting.update(since=timezone.now(), by=by)
        if confirmed:
            _log(BEGUN, representative, by)
            _tell(CONFIRMED_MAIL, representative)
    return bool(confirmed)


def refuse(*, representative, by):
    """Refuse a Representative that waits; return whether it still waited. The person is told."""
    with transaction.atomic():
        waiting = Representative.objects.waiting().filter(pk=representative.pk)
        refused = waiting.update(until=timezone.now())
        if refused:
            _log(REFUSED, representative, by)
            _tell(REFUSED_MAIL, representative)
    return bool(refused)


def end(*, representative, by):
    """End a Representative that stands or waits; return whether it still did.

    Who is not the person `by` whom it ends is told.
    """
    with transaction.atomic():
        ended = Representative.objects.open().filter(pk=representative.pk)
        ended = ended.update(until=timezone.now())
        if ended and representative.since:
            _log(ENDED, representative, by)
        if ended and by != representative.person:
            _tell(ENDED_MAIL, representative)
    return bool(ended)


def share(*, representative, colleague, keeps):
    """Let `colleague` represent the organisation too, or, unless one `keeps` it, instead.

    Return whether it was done: not where either works there no longer.
    """
    by = representative.person
    with transaction.atomic():
        organisation = Organisation.objects.lock_current(representative.organisation_id)
        person = _held_colleague(organisation, colleague)
        if not (person and _may(representative, organisation)):
            return False
        if not (row := Representative.objects.open().filter(person=person).first()):
            row = Representative.objects.create(
                organisation=organisation, person=person, asked_at=timezone.now()
            )
        confirm(representative=row, by=by)
        if not keeps:
            end(representative=representative, by=by)
    return True


def remove_colleague(*, representative, colleague):
    """Take `colleague` out of the organisation; return whether it was done. The person is told.

    Who represents it too is not removed. Records keep where their learner worked.
    """
    with transaction.atomic():
        organisation = Organisation.objects.lock_current(representative.organisation_id)
        person = _held_colleague(organisation, colleague)
        standing = organisation.representatives.standing()
        if not (person and _may(representative, organisation)):
            return False
        if standing.filter(person=person).exists():
            return False
        person.organisation = None
        person.save(update_fields=["organisation"])
        data = {"organisation": str(organisation)}
        log(instance=person, action=REMOVED, user=representative.person, data=data)
        _queue(REMOVED_MAIL, person, organisation, cause=f"{organisation.pk} {timezone.now()}")
    return True


def open_invitations(organisation):
    """The Invitations into an organisation that stand, without those that give a role."""
    rows = Invitation.objects.in_state(InvitationState.OPEN)
    return rows.filter(organisation=organisation, role=None).order_by("-sent_at", "-pk")


def invite_colleague(*, representative, email, **facts):
    """Invite the owner of `email` into the organisation; the Invitation.

    Raises ColleagueNotInvited.
    """
    organisation = representative.organisation
    if organisation.people.filter(email=email).exists():
        raise ColleagueNotInvited(NotInvited.HERE)
    if open_invitations(organisation).count() >= MOST_INVITATIONS:
        raise ColleagueNotInvited(NotInvited.TOO_MANY)
    sent = Invitation.objects.filter(
        invited_by=representative.person, sent_at__gt=timezone.now() - timedelta(days=1)
    )
    if sent.count() >= MOST_INVITATIONS:  # withdrawn ones too: their emails have left
        raise ColleagueNotInvited(NotInvited.TOO_MANY_TODAY)
    try:
        return invite(by=representative.person, email=email, organisation=organisation, **facts)
    except CannotBeInvited as refusal:
        is_known = refusal.fate == Fate.INVITED
        reason = NotInvited.INVITED if is_known else NotInvited.UNREACHABLE
        raise ColleagueNotInvited(reason) from None


def withdraw(*, representative, pk):
    """Withdraw the open invitation of that key; return whether it still stood."""
    found = open_invitations(representative.organisation).filter(pk=pk).first()
    return bool(found and withdraw_invitation(invitation=found, by=representative.person))


def _held_colleague(organisation, colleague):
    """The User `colleague` as they are now, held; None where they left the organisation."""
    people = User.objects.select_for_update(of=("self",)).filter(organisation=organisation)
    return people.filter(pk=colleague.pk).first()


def _may(representative, organisation):
    standing = organisation.representatives.standing()
    return standing.filter(pk=representative.pk).exists()


def _log(action, representative, by):
    data = {"organisation": str(representative.organisation)}
    log(instance=representative.person, action=action, user=by, data=data)


def _tell(kind, representative):
    cause = f"{representative.pk} {timezone.now()}"
    _queue(kind, representative.person, representative.organisation, cause)


def _queue(kind, person, organisation, cause, **data):
    with override(language_of(person)):
        data = {"organisation": organisation.pk, **data}
        queue_mails([new_mail(KINDS[kind], cause=cause, person=person, data=data)])
