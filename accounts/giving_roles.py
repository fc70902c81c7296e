"""Which roles somebody may give to others."""

from django.contrib.auth.models import Group, Permission
from django.db.models import DateField, Prefetch, Q, prefetch_related_objects
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy

from accounts.role_end import with_last_day

ADMINISTRATOR = gettext_lazy("Administrator")
INVITE = "accounts.add_invitation"
# Whoever has one of these could make an administrator of anybody.
ADMINISTERING = Q(content_type__app_label="auth") | Q(
    content_type__app_label="accounts",
    codename__in=["add_user", "change_user", "delete_user"],
)
ADMINISTRATION = Q(permissions__in=Permission.objects.filter(ADMINISTERING))  # of groups
# For lists of people: their groups, each with the last day that the person has it.
DATED_ROLES = Prefetch(
    "groups",
    Group.objects.annotate(
        last_day=RawSQL(
            "SELECT last_day FROM accounts_roleend WHERE role_id = auth_group.id"
            " AND person_id = accounts_user_groups.user_id",
            (),
            output_field=DateField(),
        )
    ),
    to_attr="dated_roles",
)
_given = []


def declare_given_roles(*names):
    """Declare the names of the groups that whoever runs the programme may give."""
    _given.extend(names)


def administers(person):
    """Whether the User `person` is an administrator, or could make one of anybody."""
    return (
        person.is_superuser
        or person.groups.filter(ADMINISTRATION).exists()
        or person.user_permissions.filter(ADMINISTERING).exists()
    )


def roles_to_give(by):
    """The groups that the user `by` may give to somebody, as a queryset.

    Administrators may give all. Who may invite gives the declared ones, but none that an
    administrator has widened to administration.
    """
    groups = Group.objects.order_by("name")
    if by is None or not by.is_active:
        return groups.none()
    if by.is_superuser:
        return groups
    if not by.has_perm(INVITE):
        return groups.none()
    administration = Group.objects.filter(ADMINISTRATION).values("pk")
    return groups.filter(name__in=_given).exclude(pk__in=administration)


def names_of_roles(person):
    """The roles of a User, in the active language, with the last day of those that end.

    No query where a list has read them by DATED_ROLES.
    """
    if not hasattr(person, DATED_ROLES.to_attr):
        prefetch_related_objects([person], DATED_ROLES)
    return sorted(with_last_day(role, role.last_day) for role in person.dated_roles)


def roles_in_words(person):
    """The roles of a User as one text, in the active language; empty where there are none."""
    names = names_of_roles(person)
    return ", ".join([str(ADMINISTRATOR), *names] if person.is_superuser else names)
