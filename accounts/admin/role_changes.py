"""Roles that are given or taken in the admin: the log names them, and the person reads it."""

from datetime import date

from django.contrib.auth.models import Group
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from wagtail import hooks
from wagtail.log_actions import LogFormatter, get_active_log_context

from accounts.ending_roles import ENDED, LAST_DAY_SET
from accounts.log_entries import log_each
from accounts.mail import ACCOUNT_MAILS
from accounts.models import User
from notices.outbox import new_mail, queue_mails

GIVEN, TAKEN = "accounts.give_role", "accounts.take_role"
ADMINISTRATORS = gettext_noop("Administrators")
ACTIONS = {"post_add": GIVEN, "post_remove": TAKEN}


def note_roles(instance, action, reverse, pk_set, **kwargs):
    """Log and mail that roles were given or taken; receives `m2m_changed` of people's groups.

    Only what somebody does in the admin: a command tells whoever runs it, and who accepts an
    invitation knows. What comes of one request is one mail for each person.
    """
    context = get_active_log_context()
    if context.user is None or action not in ACTIONS or not pk_set:
        return
    if reverse:
        people, roles = list(User.objects.filter(pk__in=pk_set)), [instance]
    else:
        people, roles = [instance], list(Group.objects.filter(pk__in=pk_set).order_by("name"))
    _note(people, ACTIONS[action], [role.name for role in roles])


def note_administration(person):
    """Log and mail that the User `person` was made an administrator in the admin, or none more."""
    _note([person], GIVEN if person.is_superuser else TAKEN, [ADMINISTRATORS])


def _note(people, action, roles):
    """Log and mail to `people` that the `roles`, by name, were given or taken. Few queries."""
    context = get_active_log_context()
    log_each(people, action, by=context.user, roles=roles)
    told = ACCOUNT_MAILS["roles_changed"]
    queue_mails([new_mail(told, cause=context.uuid, person=person) for person in people])


class _RolesFormatter(LogFormatter):
    """How the log tells of roles: `message` says it of `roles`."""

    def format_message(self, log_entry):
        if not log_entry.data:  # the person is forgotten
            return self.label
        names = ", ".join(gettext(name) for name in log_entry.data["roles"])
        return self.message % {"roles": names}


class GivenFormatter(_RolesFormatter):
    label = gettext_lazy("Give a role")
    message = gettext_lazy("Role given: %(roles)s")


class TakenFormatter(_RolesFormatter):
    label = gettext_lazy("Take a role")
    message = gettext_lazy("Role taken: %(roles)s")


class _LastDayFormatter(LogFormatter):
    """How the log tells of the last day of a role: `message` says it."""

    def format_message(self, log_entry):
        if not log_entry.data:  # the person is forgotten
            return self.label
        day = date_format(date.fromisoformat(log_entry.data["last_day"]))
        return self.message % {"role": gettext(log_entry.data["role"]), "day": day}


class LastDayFormatter(_LastDayFormatter):
    label = gettext_lazy("Set the last day of a role")
    message = gettext_lazy("Last day of the role %(role)s: %(day)s")


class EndedFormatter(_LastDayFormatter):
    label = gettext_lazy("A role ended")
    message = gettext_lazy("The role %(role)s ended by itself. Its last day was %(day)s")


@hooks.register("register_log_actions")
def log_roles(actions):
    """Let Wagtail's log know that roles are given and taken, and end."""
    actions.register_action(GIVEN)(GivenFormatter)
    actions.register_action(TAKEN)(TakenFormatter)
    actions.register_action(LAST_DAY_SET)(LastDayFormatter)
    actions.register_action(ENDED)(EndedFormatter)
