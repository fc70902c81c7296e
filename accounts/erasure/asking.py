"""Asking that a person be forgotten, and taking it back for seven days."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.erasure.erase import forget
from accounts.erasure.link import NothingToKeep, open_erasure
from accounts.erasure.mails import queue_erasure_mail
from accounts.models import Erasure, Session, User
from accounts.personal_data import is_proof_over

logger = logging.getLogger(__name__)

UNDONE_FOR = timedelta(days=7)
ASKED, KEPT = "accounts.erase", "accounts.keep"  # the actions in the log


class Refusal(TextChoices):
    """Why a person is not forgotten, and what to do."""

    LAST = (
        "last",
        _(
            "This is the only account that administers the portal. Make somebody else an "
            "administrator first."
        ),
    )
    ASKED = "asked", _("The account is switched off already, and will be erased on the day named.")
    ERASED = "erased", _("The account was erased already, so there is nothing left to do.")
    MERGED = (
        "merged",
        _("The account was merged into another. Erase that one, and this one goes with it."),
    )


class Refused(Exception):
    """Nobody is forgotten: `reason` is a Refusal."""

    def __init__(self, reason):
        super().__init__(reason.label)
        self.reason = reason


def find_refusal(person):
    """The Refusal of forgetting the User `person`, None where nothing stands in the way."""
    if person.erased_at:
        return Refusal.ERASED
    if person.merged_into_id:
        return Refusal.MERGED
    if open_erasure(person):
        return Refusal.ASKED
    administrators = User.objects.filter(is_superuser=True, is_active=True)
    if person.is_superuser and not administrators.exclude(pk=person.pk).exists():
        return Refusal.LAST
    return None


def ask_to_forget(person, *, by):
    """Switch the account of the User `person` off, to be erased in seven days; return the Erasure.

    Sessions end, and a mail with the way to take it back is queued. `by`: the person, or somebody
    of the staff, which the log tells. Raises Refused.
    """
    now = timezone.now()
    with transaction.atomic():
        person = _locked(person)
        erasure = Erasure.objects.create(
            person=person,
            asked_by=by,
            asked_at=now,
            due_at=now + UNDONE_FOR,
            was_active=person.is_active,
        )
        person.is_active = False
        person.save(update_fields=["is_active"])
        Session.objects.filter(user=person).delete()
        queue_erasure_mail(erasure)
        if by != person:
            log(instance=person, action=ASKED, user=by)
    return erasure


def keep_account(erasure, *, by=None):
    """Take the Erasure back: the account is as it was. Raises NothingToKeep.

    `by`: who of the staff does it, which the log tells; None where it is the person.
    """
    with transaction.atomic():
        # The person first, as whoever erases does.
        person = User.objects.select_for_update(of=("self",)).filter(pk=erasure.person_id).first()
        erasure = Erasure.objects.open().select_for_update().filter(pk=erasure.pk).first()
        if not (person and erasure):
            raise NothingToKeep
        erasure.undone_at = timezone.now()
        erasure.save(update_fields=["undone_at"])
        person.is_active = erasure.was_active
        person.save(update_fields=["is_active"])
        if by:
            log(instance=person, action=KEPT, user=by)
    return person


def close_erasures_of(people):
    """Take back what was asked for those of the Users `people` who are switched on again.

    An old link would else switch their accounts on once more, after they were switched off.
    """
    open_ones = Erasure.objects.open().filter(person__in=people)
    open_ones.filter(person__is_active=True).update(undone_at=timezone.now())


def forget_now(person):
    """Forget the User `person` at once, as the operator does with a command. Raises Refused."""
    now = timezone.now()
    with transaction.atomic():
        person = _held(person)
        erasure = open_erasure(person)
        if erasure is None:
            if reason := find_refusal(person):
                raise Refused(reason)
            erasure = Erasure(person=person, asked_at=now, due_at=now, was_active=person.is_active)
        _carry_out(erasure)


def forget_due():
    """Forget everybody whose seven days are over; return how many.

    Whoever was switched on again meanwhile is kept. One who cannot be forgotten now is tried again
    the next time.
    """
    done = 0
    waiting = Erasure.objects.open().filter(due_at__lte=timezone.now())
    for erasure in list(waiting.select_related("person")):
        try:
            done += _forget_due(erasure)
        except Exception:  # whatever it is, the others are forgotten
            logger.exception("The person %s cannot be forgotten", erasure.person_id)
    return done


@transaction.atomic
def _forget_due(erasure):
    """Carry the Erasure out, if it is still open; whether anybody is forgotten."""
    _held(erasure.person)
    held = Erasure.objects.open().select_for_update(of=("self",)).select_related("person")
    erasure = held.filter(pk=erasure.pk).first()
    return bool(erasure) and _finish(erasure)


def _finish(erasure):
    """Carry the Erasure out; whether anybody is forgotten."""
    if erasure.person.is_active:
        erasure.undone_at = timezone.now()
        erasure.save(update_fields=["undone_at"])
        return False
    _carry_out(erasure)
    return True


def _carry_out(erasure):
    forget(erasure.person)
    erasure.erased_at = timezone.now()
    erasure.save()


def _locked(person):
    """The User `person`, held as by `_held`. Raises Refused."""
    person = _held(person)
    if reason := find_refusal(person):
        raise Refused(reason)
    return person


def _held(person):
    """The User `person`, held with all administrators until the transaction ends.

    So two administrators who leave at the same moment do not both count on the other.
    """
    list(User.objects.select_for_update().filter(is_superuser=True).order_by("pk"))
    return User.objects.select_for_update().get(pk=person.pk)


def erasures_no_longer_proof(now):
    """The Erasures that are over, when the funder may ask for proof no more."""
    over = Erasure.objects.exclude(undone_at=None, erased_at=None)
    return over if is_proof_over(now) else over.none()
