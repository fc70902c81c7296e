"""Entries of Wagtail's log about many people at once."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry

from accounts.models import User

AT_ONCE = 500


def log_each(people, action, *, by, **data):
    """Log that the User `by` did `action` to each of the Users `people`. Few queries."""
    now, kind = timezone.now(), ContentType.objects.get_for_model(User)
    uuid = get_active_log_context().uuid
    entries = [
        ModelLogEntry(
            content_type=kind,
            object_id=str(person.pk),
            label=str(person),
            action=action,
            timestamp=now,
            user=by,
            uuid=uuid,
            data=data,
        )
        for person in people
    ]
    ModelLogEntry.objects.bulk_create(entries, batch_size=AT_ONCE)
