"""The screens on which those who manage the programme change an account: a form, and buttons."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.forms import LABELS, MISSING, EndingRole, OrganisationField
from accounts.admin.looking import LooksAtPerson
from accounts.admin.organisation_chooser import organisation_chooser
from accounts.giving_roles import roles_to_give
from accounts.looked_at import ACCOUNT
from accounts.looking_after import (
    CHANGED,
    CLOSED,
    LINK_SENT,
    PERMISSION,
    SWITCHED_OFF,
    SWITCHED_ON,
    Refused,
    change_person,
    find_refusal,
    send_password_link,
    set_roles,
    switch_off,
    switch_on,
)
from accounts.models import Organisation, User
from accounts.typed import NameField
from text.numbers import key_in

EDIT, ROLES = gettext_lazy("Edit"), gettext_lazy("Change roles")


class ManagingAccess(PermissionCheckedMixin):
    """For views about the person in the address: open to those who manage people."""

    permission_policy = ModelPermissionPolicy(User)
    permission_required = PERMISSION.split(".")[1].removesuffix("_user")

    @cached_property
    def person(self):
        """The User in the address. Raises Http404."""
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(PERMISSION) and self.refusal in CLOSED:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def refusal(self):
        """The Refusal of changing the account at all, None if it may be changed."""
        return find_refusal(self.person, by=self.request.user)

    @cached_property
    def page_of_person(self):
        return reverse("person", args=[self.person.pk])


class ChangingView(LooksAtPerson, ManagingAccess, WagtailAdminTemplateMixin, FormView):
    """Base of forms about a person. Where the account may not be changed, they say why."""

    looked_at = ACCOUNT
    template_name = "accounts/admin/change_person.html"
    header_icon = "user"
    done = gettext_lazy("Saved.")

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people"), "label": _("People")},
            {"url": self.page_of_person, "label": str(self.person)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = {"refusal": self.refusal, "back_url": self.page_of_person}
        return super().get_context_data(**kwargs, **context)

    def form_valid(self, form):
        try:
            is_changed = self.act(form.cleaned_data)
        except Refused as refused:
            messages.error(self.request, refused.reason.label)
        except Organisation.DoesNotExist:
            return self.form_invalid(self.get_form())
        else:
            said = self.done if is_changed else _("Nothing was different, so nothing changed.")
            messages.success(self.request, said)
        return redirect(self.page_of_person)


class PersonForm(forms.Form):
    """Name, organisation and language."""

    first_name = NameField(
        label=LABELS["first_name"],
        max_length=150,
        error_messages={"required": MISSING["first_name"]},
    )
    last_name = NameField(
        label=LABELS["last_name"],
        max_length=150,
        error_messages={"required": MISSING["last_name"]},
    )
    organisation = OrganisationField(
        Organisation.objects.order_by("searched"),
        label=gettext_lazy("Organisation"),
        required=False,
        widget=organisation_chooser.widget_class,
        help_text=gettext_lazy(
            "What was begun or completed before stays with the organisation of that day."
        ),
    )
    preferred_language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("Not chosen")), *settings.LANGUAGES],
    )


class EditPersonView(ChangingView):
    page_title = EDIT
    form_class = PersonForm

    def get_initial(self):
        return {name: getattr(self.person, name) for name in PersonForm.base_fields}

    def act(self, values):
        return change_person(self.person, by=self.request.user, **values)


class RolesField(forms.ModelMultipleChoiceField):
    """Groups, in the active language."""

    def label_from_instance(self, group):
        return _(group.name)


class RolesForm(EndingRole):
    """The roles that a person has, of those that may be given."""

    field_order = ["roles", "role_last_day"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    roles = RolesField(
        Group.objects.none(),
        label=gettext_lazy("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Without any, the person learns like everybody. An email tells them what changed."
        ),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = roles_to_give(by)

    def clean_seen(self):
        """The keys of the roles that the person had when the form was opened; None if unsaid."""
        said = self.cleaned_data["seen"]
        return {key_in(each) for each in said.split(",")} if said else None

    def chosen_roles(self, data):
        return data.get("roles", [])


class RolesView(ChangingView):
    page_title = ROLES
    form_class = RolesForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def get_initial(self):
        ends = self.person.role_ends.held().order_by("last_day")
        roles = list(self.person.groups.all())
        return {
            "roles": roles,
            "seen": ",".join(["0", *(str(role.pk) for role in roles)]),  # nor empty without any
            "role_last_day": ends.values_list("last_day", flat=True).first(),
        }

    def act(self, values):
        return set_roles(
            self.person,
            by=self.request.user,
            roles=values["roles"],
            seen=values["seen"],
            last_day=values["role_last_day"],
        )


@dataclass(frozen=True)
class Button:
    """An act on the page of a person that needs no form: what stands on it, and what it does."""

    name: str
    label: str
    act: object
    done: str


BUTTONS = {
    button.name: button
    for button in (
        Button(
            "link",
            gettext_lazy("Send a link for a new password"),
            send_password_link,
            gettext_lazy("The link leaves within a minute, and works for one day."),
        ),
        Button(
            "off",
            gettext_lazy("Switch off"),
            switch_off,
            gettext_lazy("The account is switched off, and its sessions are ended."),
        ),
        Button(
            "on",
            gettext_lazy("Switch on"),
            switch_on,
            gettext_lazy("The account is switched on: the person can log in again."),
        ),
    )
}


def buttons_for(person):
    """The Buttons that fit the account of the User `person`."""
    names = ("link", "off") if person.is_active else ("on",)
    return [BUTTONS[name] for name in names]


class PressView(ManagingAccess, View):
    """Does what one of BUTTONS says, and leads back to the person."""

    http_method_names = ["post"]

    def post(self, request, pk):
        button = BUTTONS.get(request.POST.get("do"))
        if button is None:
            messages.error(request, _("Nothing was done: choose one of the buttons."))
            return redirect(self.page_of_person)
        try:
            button.act(self.person, by=request.user)
        except Refused as refused:
            messages.error(request, refused.reason.label)
        else:
            messages.success(request, button.done)
        return redirect(self.page_of_person)


def looking_after_urls():
    """Addresses of these screens below /admin/."""
    return [
        path("people/<int:pk>/edit/", EditPersonView.as_view(), name="edit_person"),
        path("people/<int:pk>/roles/", RolesView.as_view(), name="person_roles"),
        path("people/<int:pk>/do/", PressView.as_view(), name="press_person"),
    ]


class ChangedFormatter(LogFormatter):
    """How the log tells which fields of a person were changed."""

    label = gettext_lazy("Change a person")

    def format_message(self, log_entry):
        if not log_entry.data:  # the person is forgotten
            return self.label
        fields = map(User._meta.get_field, log_entry.data["fields"])
        names = [capfirst(str(each.verbose_name)) for each in fields]
        return _("Changed: %(fields)s") % {"fields": ", ".join(names)}


SAID = {
    SWITCHED_OFF: gettext_lazy("Account switched off"),
    SWITCHED_ON: gettext_lazy("Account switched on"),
    LINK_SENT: gettext_lazy("Link for a new password sent"),
}


@hooks.register("register_log_actions")
def log_looking_after(actions):
    """Let Wagtail's log know what is done with accounts."""
    actions.register_action(CHANGED)(ChangedFormatter)
    for action, words in SAID.items():
        actions.register_action(action, words, words)
