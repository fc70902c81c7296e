"""Giving roles until a last day, and taking them away when it is over."""

from django.db import transaction
from wagtail.log_actions import get_active_log_context, log

from accounts.log_entries import log_each
from accounts.mail import ACCOUNT_MAILS
from accounts.models import RoleEnd, User
from accounts.role_end import today
from notices.outbox import new_mail, queue_mails

LAST_DAY_SET, ENDED = "accounts.set_last_day", "accounts.end_role"  # the actions in the log


def set_last_day(people, role, last_day):
    """Let the Users `people` have the Group `role` until `last_day`, a date. One query."""
    ends = [RoleEnd(person=person, role=role, last_day=last_day) for person in people]
    RoleEnd.objects.bulk_create(
        ends, update_conflicts=True, unique_fields=["person", "role"], update_fields=["last_day"]
    )


def note_last_day(people, role, last_day, *, by):
    """Log, and mail to the Users `people`, that the User `by` set the last day of `role`.

    What comes of one request is one mail for each person. Few queries.
    """
    day = last_day.isoformat()
    log_each(people, LAST_DAY_SET, by=by, role=role.name, last_day=day)
    told, cause = ACCOUNT_MAILS["roles_changed"], get_active_log_context().uuid
    queue_mails([new_mail(told, cause=cause, person=person) for person in people])


def forget_last_days(instance, action, reverse, pk_set, **kwargs):
    """Forget the last days of roles that were taken before; receives `m2m_changed` of groups."""
    if action != "post_remove":
        return
    ends = RoleEnd.objects.filter(last_day__gte=today())
    if reverse:
        ends.filter(role=instance, person__in=pk_set).delete()
    else:
        ends.filter(person=instance, role__in=pk_set).delete()


def end_roles(person=None):
    """Take the roles away whose last day is over, from the User `person` or from all.

    Returns how many. Each is one transaction with its entry in the log and its mail, so that a run
    that was killed is taken up by the next, and nobody is told twice.
    """
    over = RoleEnd.objects.over().held()
    if person is not None:
        over = over.filter(person=person)
    return sum(_end(pk, owner) for pk, owner in list(over.values_list("pk", "person_id")))


def _end(pk, owner):
    """End one role of the User with the id `owner`; return whether it was still to be ended."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=owner)
        end = RoleEnd.objects.over().held().select_related("role").filter(pk=pk).first()
        if end is None:  # prolonged, or ended by somebody else meanwhile
            return False
        person.groups.remove(end.role)
        data = {"role": end.role.name, "last_day": end.last_day.isoformat()}
        log(instance=person, action=ENDED, data=data)
        kind, cause = ACCOUNT_MAILS["role_ended"], f"{end.pk} {end.last_day}"
        queue_mails([new_mail(kind, cause=cause, person=person, data=data)])
    return True
