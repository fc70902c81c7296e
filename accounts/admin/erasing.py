"""The screen on which a person is erased at their wish, and kept after all."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from accounts.admin.looking import LooksAtPerson
from accounts.erasure.asking import (
    ASKED,
    KEPT,
    Refusal,
    Refused,
    ask_to_forget,
    find_refusal,
    keep_account,
)
from accounts.erasure.link import NothingToKeep, open_erasure
from accounts.erasure.words import what_becomes
from accounts.giving_roles import administers
from accounts.looked_at import ACCOUNT
from accounts.models import User

TITLE = gettext_lazy("Erase this person")
PERMISSION = "accounts.add_erasure"


def may_erase(by, person):
    """Whether the User `by` may have the User `person` erased.

    Whoever may delete people may; whoever runs the programme, unless the person administers.
    """
    if by.has_perm("accounts.delete_user"):
        return True
    return by.has_perm(PERMISSION) and not administers(person)


def erasing_button(person):
    """The way to have the User `person` erased, for menus."""
    url = reverse("erase_person", args=[person.pk])
    return Button(TITLE, url=url, icon_name="bin", priority=40)


class EraseForm(forms.Form):
    """The address of the person, typed."""

    address = forms.CharField(
        label=gettext_lazy("Email address of the person, to confirm"),
        error_messages={"required": gettext_lazy("Write the address of the person.")},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self):
        """The address. Raises ValidationError where it is another one."""
        address = self.cleaned_data["address"].strip()
        if address.lower() != self.person.email.lower():
            raise forms.ValidationError(
                _("This is not the address of the person: “%(address)s”.")
                % {"address": self.person.email}
            )
        return address


class EraseView(LooksAtPerson, WagtailAdminTemplateMixin, FormView):
    """What becomes of everything, confirmed by the address; for seven days the way to undo it."""

    looked_at = ACCOUNT
    template_name = "accounts/admin/erase.html"
    form_class = EraseForm
    header_icon = "bin"
    page_title = TITLE

    @cached_property
    def person(self):
        """The User in the address. Raises Http404, and PermissionDenied for whom it is not."""
        person = get_object_or_404(User, pk=self.kwargs["pk"])
        if not may_erase(self.request.user, person):
            raise PermissionDenied
        return person

    @cached_property
    def page_of_person(self):
        return reverse("person", args=[self.person.pk])

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people"), "label": _("People")},
            {"url": self.page_of_person, "label": str(self.person)},
            {"url": "", "label": TITLE},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def dispatch(self, request, *args, **kwargs):
        may = request.user.has_perm("accounts.delete_user") or request.user.has_perm(PERMISSION)
        if not may or not self.person:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._keep() if "keep" in request.POST else super().post(request, *args, **kwargs)

    def _keep(self):
        try:
            if erasure := open_erasure(self.person):
                keep_account(erasure, by=self.request.user)
                messages.success(self.request, _("The account is kept, and as it was before."))
        except NothingToKeep:
            messages.info(self.request, Refusal.ERASED.label)
        return redirect(self.page_of_person)

    def form_valid(self, form):
        try:
            erasure = ask_to_forget(self.person, by=self.request.user)
        except Refused as refused:
            messages.error(self.request, refused.reason.label)
            return redirect(self.request.get_full_path())
        words = _("The account is switched off, and will be erased on %(date)s. The person knows.")
        messages.success(self.request, words % {"date": date_format(localtime(erasure.due_at))})
        return redirect(self.page_of_person)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "becomes": what_becomes(),
            "refusal": find_refusal(self.person),
            "erasure": open_erasure(self.person),
            "back_url": self.page_of_person,
        }


class AskedFormatter(LogFormatter):
    """How the log tells that somebody is to be erased."""

    label = gettext_lazy("Erase a person")
    message = gettext_lazy("To be erased in seven days.")


class KeptFormatter(LogFormatter):
    """How the log tells that somebody is kept after all."""

    label = gettext_lazy("Keep a person")
    message = gettext_lazy("Kept: no longer to be erased.")


@hooks.register("register_log_actions")
def log_erasures(actions):
    """Let Wagtail's log know that people are erased, and kept."""
    actions.register_action(ASKED)(AskedFormatter)
    actions.register_action(KEPT)(KeptFormatter)
