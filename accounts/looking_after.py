"""What those who manage the programme do with the account of somebody else."""

from datetime import timedelta

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.ending_roles import note_last_day, set_last_day
from accounts.erasure.asking import close_erasures_of
from accounts.erasure.link import open_erasure
from accounts.giving_roles import administers, roles_to_give
from accounts.log_entries import log_each
from accounts.mail import ACCOUNT_MAILS
from accounts.models import Session, User
from accounts.role_end import must_end
from notices.models import Mail
from notices.outbox import new_mail, queue_mails

PERMISSION = "accounts.manage_user"
CHANGED, SWITCHED_OFF = "accounts.change", "accounts.switch_off"  # the actions in the log
SWITCHED_ON, LINK_SENT = "accounts.switch_on", "accounts.send_link"
LINK = "password_link"  # the kind of mail
NOT_AGAIN_FOR = timedelta(minutes=10)


class Refusal(TextChoices):
    """Why nothing is done with the account of somebody, and what to do."""

    ONESELF = (
        "oneself",
        _("This is you. Change your own account on the site; for your roles ask a colleague."),
    )
    ADMINISTRATOR = (
        "administrator",
        _("This person administers the portal. Only another administrator may change that."),
    )
    ERASED = "erased", _("The account was erased meanwhile, so there is nothing left to do.")
    MERGED = "merged", _("The account was merged into another. Change that one.")
    TO_BE_ERASED = (
        "to_be_erased",
        _("The account is to be erased. Keep it first, if the person wants that."),
    )
    IS_OFF = "is_off", _("The account is switched off already, perhaps by a colleague just now.")
    IS_ON = "is_on", _("The account is switched on already, perhaps by a colleague just now.")
    OFF = "off", _("The account is switched off, so no link is sent. Switch it on first.")
    SENT = "sent", _("A link was sent in the last ten minutes already. Ask the person to wait.")


CLOSED = (Refusal.ONESELF, Refusal.ADMINISTRATOR)  # to whom the screens do not open


class Refused(Exception):
    """Nothing was done: `reason` is a Refusal."""

    def __init__(self, reason):
        super().__init__(reason.label)
        self.reason = reason


def find_refusal(person, *, by):
    """The Refusal of changing the account of the User `person` at all, None where `by` may."""
    if person.erased_at:
        return Refusal.ERASED
    if person.merged_into_id:
        return Refusal.MERGED
    if person == by:
        return Refusal.ONESELF
    if administers(person) and not by.is_superuser:
        return Refusal.ADMINISTRATOR
    return None


def change_person(person, *, by, **values):
    """Write these fields of the User `person`; return whether anything changed. Raises Refused.

    Organisation.DoesNotExist is raised where that was deleted meanwhile.
    """
    with transaction.atomic():
        person = _held(person, by)
        changed = [name for name, value in values.items() if getattr(person, name) != value]
        if changed:
            for name in changed:
                setattr(person, name, values[name])
            person.save(update_fields=changed)
            log(instance=person, action=CHANGED, user=by, data={"fields": changed})
    return bool(changed)


def switch_off(person, *, by):
    """Let the User `person` log in no longer, and end their sessions. Raises Refused."""
    with transaction.atomic():
        person = _held(person, by)
        if open_erasure(person):
            raise Refused(Refusal.TO_BE_ERASED)
        if not person.is_active:
            raise Refused(Refusal.IS_OFF)
        person.is_active = False
        person.save(update_fields=["is_active"])
        follow_switching([person], is_on=False, by=by)


def switch_on(person, *, by):
    """Let the User `person` log in again. Raises Refused."""
    with transaction.atomic():
        person = _held(person, by)
        if open_erasure(person):
            raise Refused(Refusal.TO_BE_ERASED)
        if person.is_active:
            raise Refused(Refusal.IS_ON)
        person.is_active = True
        person.save(update_fields=["is_active"])
        follow_switching([person], is_on=True, by=by)


def follow_switching(people, *, is_on, by):
    """Do what follows when the User `by` switched accounts on or off: end, take back, and log."""
    if is_on:
        close_erasures_of(people)
    else:
        Session.objects.filter(user__in=people).delete()
    log_each(people, SWITCHED_ON if is_on else SWITCHED_OFF, by=by)


def send_password_link(person, *, by):
    """Queue a mail with the way to a new password to the User `person`. Raises Refused."""
    now = timezone.now()
    with transaction.atomic():
        person = _held(person, by)
        if not person.is_active:
            raise Refused(Refusal.OFF)
        sent = Mail.objects.filter(person=person, kind=LINK, queued_at__gt=now - NOT_AGAIN_FOR)
        if sent.exists():
            raise Refused(Refusal.SENT)
        queue_mails([new_mail(ACCOUNT_MAILS[LINK], cause=now.isoformat(), person=person)])
        log(instance=person, action=LINK_SENT, user=by)


def set_roles(person, *, by, roles, seen=None, last_day=None):
    """Let the User `person` have those of the groups `roles` that `by` may give, and no others.

    Those that end by themselves they have until `last_day`. Roles that `by` may not give stay, and
    so does what a colleague gave or took since `by` saw the keys `seen` of those that they had.
    Returns whether anything changed. Raises Refused.
    """
    with transaction.atomic():
        person = _held(person, by)
        given = set(roles_to_give(by))
        had, wanted = set(person.groups.all()) & given, set(roles) & given
        if seen is not None:
            shown = {role for role in given if role.pk in seen}
            wanted = (had - (shown - wanted)) | (wanted - shown)
        moved = [role for role in wanted if must_end(role) and _moves(person, role, last_day)]
        for role in moved:
            set_last_day([person], role, last_day)
            note_last_day([person], role, last_day, by=by)
        person.groups.remove(*(had - wanted))
        person.groups.add(*(wanted - had))
    return had != wanted or bool(moved)


def _moves(person, role, last_day):
    """Whether `last_day` is another one than the User `person` has the `role` until."""
    return not person.role_ends.filter(role=role, last_day=last_day).exists()


def _held(person, by):
    """The User `person` as they are now, held until the transaction ends. Raises Refused."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if reason := find_refusal(person, by=by):
        raise Refused(reason)
    return person
