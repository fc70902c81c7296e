"""The parts of one's own account, for the list beside each of their pages."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# (label, name of its address, how the names of the addresses of pages below it begin)
SECTIONS = (
    (_("Profile"), "account_profile", ()),
    (
        _("Organisation"),
        "my_organisation",
        (
            "account_organisation",
            "give_up_organisation",
            "hand_on_organisation",
            "invite_to_organisation",
            "organisation_profile",
            "remove_from_organisation",
        ),
    ),
    (_("For the statistics"), "account_statistics", ()),
    (_("Consents"), "account_consents", ()),
    (_("Email address"), "account_email", ()),
    (_("Emails"), "account_mails", ()),
    (_("Signing in"), "account_security", ("mfa_", "account_unlink")),
    (_("Password"), "account_change_password", ("account_set_password",)),
    (_("Devices"), "account_sessions", ()),
    (_("My data"), "account_data", ("account_erase",)),
)


@dataclass(frozen=True)
class Section:
    """A part of the account; `here` is what aria-current says of it, empty elsewhere."""

    label: str
    url: str
    here: str


@register.simple_tag(takes_context=True)
def account_sections(context):
    """The Sections, seen from the page of the request in `context`."""
    match = context["request"].resolver_match
    current = match.url_name if match else ""
    return [
        Section(label, reverse(name), _here(current, name, below))
        for label, name, below in SECTIONS
    ]


def _here(current, name, below):
    if current == name:
        return "page"
    return "true" if below and current.startswith(below) else ""
