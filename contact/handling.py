"""What those who answer note of a message."""

from django.db import transaction

from contact.models import Message


class ChangedMeanwhile(Exception):
    """Somebody else has changed the message since it was opened; `message` is as it is now."""

    def __init__(self, message):
        super().__init__(message.pk)
        self.message = message


def mark_of(message):
    """A text that is another one after each change of `message`."""
    return message.changed_at.isoformat() if message.changed_at else ""


def handle_message(*, pk, state, note, was, by, now):
    """Note how far the message `pk` is, and a note for colleagues, as the person `by`.

    `was`: the `mark_of` it when `by` opened it. Raises ChangedMeanwhile, and Message.DoesNotExist.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=pk)
        if mark_of(message) != was:
            raise ChangedMeanwhile(message)
        message.state, message.note = state, note
        message.changed_at, message.changed_by = now, by
        message.save(update_fields=["state", "note", "changed_at", "changed_by"])
    return message
