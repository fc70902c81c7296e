"""The page of one person, with what each part of the programme tells of them."""

from django.conf import settings
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.erasing import erasing_button, may_erase
from accounts.admin.factors import TITLE as TAKE_FACTORS
from accounts.admin.factors import may_take
from accounts.admin.looking import LooksAtPerson
from accounts.admin.looking_after import buttons_for
from accounts.admin.merging_people import may_merge, merging_button
from accounts.admin.person_panels import PersonPanel, panels_about
from accounts.erasure.link import open_erasure
from accounts.giving_roles import roles_in_words
from accounts.looked_at import PERSON
from accounts.looking_after import PERMISSION, find_refusal
from accounts.models import User
from accounts.person_state import PersonState, state_of, with_state
from notices.models import Mail

PEOPLE = _("People")
MOST_SHOWN = 10


class PeopleAccess:
    """For views: open to those who may see people."""

    permission_policy = ModelPermissionPolicy(User)
    any_permission_required = ["view"]


class PersonView(
    LooksAtPerson, PeopleAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Who the person in the address is, and what each part of the programme tells of them."""

    looked_at = PERSON
    template_name = "accounts/admin/person.html"
    header_icon = "user"

    @cached_property
    def person(self):
        """The User in the address, with the state. Raises Http404."""
        people = with_state(User.objects.select_related("organisation", "merged_into"))
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_page_title(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people"), "label": PEOPLE},
            {"url": "", "label": str(self.person)},
        ]

    @cached_property
    def header_more_buttons(self):
        """What may be done with the account on screens of their own."""
        person, by = self.person, self.request.user
        buttons = []
        if person.merged_into_id:
            return buttons
        if by.has_perm("accounts.change_user"):
            url = reverse("wagtailusers_users:edit", args=[person.pk])
            buttons.append(Button(_("Edit the whole account"), url=url, icon_name="edit"))
        if may_take(by, person) and not person.erased_at:
            url = reverse("take_factors", args=[person.pk])
            buttons.append(Button(TAKE_FACTORS, url=url, icon_name="key", priority=30))
        if may_merge(by, person):
            buttons.append(merging_button(person))
        if not person.erased_at and may_erase(by, person):
            buttons.append(erasing_button(person))
        return buttons

    def get_context_data(self, **kwargs):
        panels = panels_about(self.person, self.request.user)
        return super().get_context_data(**kwargs, person=self.person, panels=panels)


class AboutPanel(PersonPanel):
    """Who it is: name, address, organisation, roles, languages, state, when last seen."""

    name = "about"
    heading = _("Who it is")
    order = 10
    template_name = "accounts/admin/person_about.html"

    def read(self):
        person, state = self.person, state_of(self.person)
        erasure = open_erasure(person) if state == PersonState.TO_BE_ERASED else None
        may_manage = self.by.has_perm(PERMISSION)
        refusal = find_refusal(person, by=self.by) if may_manage else None
        seen = person.sessions.aggregate(at=Max("last_seen_at"))["at"]
        return {
            "state": state,
            "erasure": erasure,
            "roles": roles_in_words(person),
            "ended": [end.words for end in person.role_ends.over().select_related("role")],
            "language": dict(settings.LANGUAGES).get(person.preferred_language, ""),
            "last_seen_at": max(filter(None, (seen, person.last_login)), default=None),
            # Of one that was merged the panel says so above, with the way to the other.
            "refusal": None if person.merged_into_id else refusal,
            "former": person.merged.order_by("pk"),
            "buttons": buttons_for(person) if may_manage and not refusal and not erasure else [],
            "may_edit": may_manage and not refusal,
            "may_open_organisation": self.by.has_perm("accounts.change_organisation"),
        }


class MailsPanel(PersonPanel):
    """The last emails to the person, and the invitation that led here."""

    name = "mails"
    heading = _("Emails and invitations")
    icon = "mail"
    order = 50
    template_name = "accounts/admin/person_mails.html"

    def read(self):
        mails = list(Mail.objects.filter(person=self.person).order_by("-pk")[: MOST_SHOWN + 1])
        invitations = self.person.invitations.select_related("invited_by", "role")
        return {
            "mails": mails[:MOST_SHOWN],
            "has_more": len(mails) > MOST_SHOWN,
            "invitations": invitations.order_by("-pk")[:MOST_SHOWN],
        }


class LogPanel(PersonPanel):
    """What was changed about the account, by whom and when."""

    name = "log"
    heading = _("Changes to the account")
    icon = "history"
    order = 90
    template_name = "accounts/admin/person_log.html"

    def read(self):
        entries = ModelLogEntry.objects.for_instance(self.person).select_related("user")
        entries = list(entries.order_by("-timestamp", "-pk")[: MOST_SHOWN + 1])
        return {"entries": entries[:MOST_SHOWN], "has_more": len(entries) > MOST_SHOWN}


PANELS = (AboutPanel, MailsPanel, LogPanel)
