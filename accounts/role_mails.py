"""The mails about roles: changed, about to end, ended."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from accounts.factor_mails import SAFETY, account_mail
from accounts.giving_roles import names_of_roles
from accounts.models import RoleEnd
from notices.kinds import Unwanted

ENDS_SOON, GIVEN_ENDS_SOON = "role_ends_soon", "given_role_ends_soon"
SAMPLE = {"role": _("Auditors"), "day": "3 March 2027"}


def roles_of(mail):
    """The roles that the person of `mail` has when it is sent."""
    person = mail.person
    names = names_of_roles(person)
    if person.is_superuser:
        names = [gettext("Administrators"), *names]
    return {"roles": ", ".join(names) or gettext("no role")}


def role_and_day(mail):
    """The role that ended for the person of `mail`, and its last day."""
    day = date.fromisoformat(mail.data["last_day"])
    return {"role": gettext(mail.data["role"]), "day": date_format(day)}


def end_to_come(mail):
    """The role that `mail` says will end, and its last day.

    Raises Unwanted where that was taken away, prolonged or shortened meanwhile.
    """
    end = _end_of(mail)
    return {"role": gettext(end.role.name), "day": date_format(end.last_day)}


def given_end_to_come(mail):
    """The same with the person who has the role, and the way to prolong it. Raises Unwanted."""
    person = _end_of(mail).person
    path = reverse("person_roles", args=[person.pk])
    return end_to_come(mail) | {"person": str(person), "path": path}


def _end_of(mail):
    ends = RoleEnd.objects.held().select_related("role", "person")
    end = ends.filter(pk=mail.data["end"], last_day=mail.data["last_day"]).first()
    if end is None:
        raise Unwanted(gettext_noop("The role does not end on that day any more."))
    return end


def role_mails():
    """The kinds of mail about roles."""
    return (
        account_mail(
            "roles_changed",
            to_whom="Whoever was given a role in the admin, or lost one there",
            subject=_("Your roles on the portal have changed"),
            text=_(
                "Your roles on the portal are now: %(roles)s. If that surprises you, write to us."
            ),
            button=_("Open your account"),
            path="account_profile",
            facts=roles_of,
            sample={"roles": _("Trainers")},
            reason=SAFETY,
        ),
        account_mail(
            "role_ended",
            to_whom="Whoever had a role until a last day, the night after it",
            subject=_("Your role on the portal has ended"),
            text=_(
                "You had the role “%(role)s” until %(day)s, as was agreed, and no longer have it. "
                "Your account and what you have learned stay. If you still need the role, write "
                "to us."
            ),
            button=_("Contact us"),
            path="write_to_us",
            facts=role_and_day,
            sample=SAMPLE,
            reason=SAFETY,
        ),
        account_mail(
            ENDS_SOON,
            to_whom="Whoever has a role until a last day, two weeks before it",
            subject=_("Your role on the portal ends soon"),
            text=_(
                "You have the role “%(role)s” until %(day)s, as was agreed. After that day you no "
                "longer have it; your account and what you have learned stay. If you need the role "
                "for longer, write to us."
            ),
            button=_("Contact us"),
            path="write_to_us",
            facts=end_to_come,
            sample=SAMPLE,
            reason=SAFETY,
        ),
        account_mail(
            GIVEN_ENDS_SOON,
            to_whom="Whoever gave or prolonged such a role, at the same time",
            subject=_("A role that you gave ends soon"),
            text=_(
                "%(person)s has the role “%(role)s” until %(day)s; it was you who gave it, or who "
                "set that day. Then it ends by itself, and there is nothing to do. If the role is "
                "needed for longer, choose a later day."
            ),
            button=_("Change roles"),
            path="people",
            facts=given_end_to_come,
            sample={"person": "Ana Ejemplo", **SAMPLE},
            reason=_("You receive this email because you gave this role on the portal."),
        ),
    )
