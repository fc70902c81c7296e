"""The outbox: what is to be said by mail, written with what it tells of."""

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import get_language

from notices.models import Mail, MailState


def new_mail(kind, *, cause, person=None, address="", data=None, now=None):
    """An unsaved Mail of `kind`, a Kind, to `person`, to `address`, or to one at the other.

    `cause` tells it from other mails of the kind to the same recipient: what it tells of, such as
    the id of a module. `data` are references to it, as JSON can hold them, without names.
    """
    now = now or timezone.now()
    recipient = _named(person) if person else address
    return Mail(
        key=f"{kind.key}:{recipient}:{cause}",
        kind=kind.key,
        person=person,
        address=address,
        language=get_language() or "",
        data=data or {},
        queued_at=now,
        due_at=now,
    )


def _named(person):
    return f"person {person.pk}"


def lead_mails_over(*, former, to, waiting=()):
    """Let the mails of the User `former` that are not waiting be mails of the User `to`.

    So nothing that was said to `former` is said to `to` again. Where both were told the same, the
    key of the mail to `to` says so already. Of the Kinds `waiting`, which are about nothing in the
    account, those follow too that wait, unless `to` gets the same anyway.
    """
    mails = Mail.objects.filter(person=former)
    key = Replace("key", Value(f":{_named(former)}:"), Value(f":{_named(to)}:"))
    taken = Mail.objects.filter(key=OuterRef("key_now"))
    untold = mails.alias(key_now=key).exclude(Exists(taken))
    untold.exclude(state=MailState.WAITING).update(key=key)
    mails.exclude(state=MailState.WAITING).update(person=to)
    kinds = [kind.key for kind in waiting]
    untold.filter(state=MailState.WAITING, kind__in=kinds).update(key=key, person=to)


def queue_mails(mails):
    """Write `mails`, made by `new_mail`, to the outbox; within the transaction of their cause.

    One query. What is there already, under the same kind, recipient and cause, stays as it is. They
    leave with the next `send_mails`, within a minute.
    """
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
