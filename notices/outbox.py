"""The outbox: what is to be said by mail, written with what it tells of."""

from django.utils import timezone
from django.utils.translation import get_language

from notices.models import Mail


def new_mail(kind, *, cause, person=None, address="", data=None, now=None):
    """An unsaved Mail of `kind`, a Kind, to `person`, to `address`, or to one at the other.

    `cause` tells it from other mails of the kind to the same recipient: what it tells of, such as
    the id of a module. `data` are references to it, as JSON can hold them, without names.
    """
    now = now or timezone.now()
    recipient = f"person {person.pk}" if person else address
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


def queue_mails(mails):
    """Write `mails`, made by `new_mail`, to the outbox; within the transaction of their cause.

    One query. What is there already, under the same kind, recipient and cause, stays as it is. They
    leave with the next `send_mails`, within a minute.
    """
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
