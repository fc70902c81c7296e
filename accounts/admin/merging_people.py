"""The screen on which two accounts of one person become one."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.erasing import EraseForm
from accounts.admin.looking import LooksAtPerson
from accounts.giving_roles import roles_in_words
from accounts.looked_at import ACCOUNT
from accounts.looking import log_page
from accounts.looking_after import PERMISSION
from accounts.models import User
from accounts.one_person.following import CLOSED, MergeRefused, Refusal, under_way
from accounts.one_person.merge import (
    MERGED,
    count_following,
    find_refusal,
    merge_people,
    refusal_of,
)
from accounts.searched import matches_words
from text.numbers import key_in

TITLE = gettext_lazy("Merge with another account")
FOUND_AT_ONCE = 20


def may_merge(by, person):
    """Whether the User `by` may merge the account of the User `person` into another at all."""
    return by.has_perm(PERMISSION) and refusal_of(person, by=by) is None


def merging_button(person):
    """The way to merge the account of the User `person`, for menus."""
    url = reverse("merge_person", args=[person.pk])
    return Button(TITLE, url=url, icon_name="group", priority=35)


def find_others(person, text):
    """(at most 20 Users that `person` may be, whether there are more).

    Their names or addresses hold the words of `text`; without it, the same last name.
    """
    others = User.objects.filter(erased_at=None, merged_into=None).exclude(pk=person.pk)
    wanted = text or person.last_name
    if not wanted:
        return [], False
    found = others.filter(matches_words(wanted, "searched")).select_related("organisation")
    found = list(found.order_by("sorted_by", "pk")[: FOUND_AT_ONCE + 1])
    return found[:FOUND_AT_ONCE], len(found) > FOUND_AT_ONCE


class MergeForm(EraseForm):
    """The address of the account that is given up, typed; and that an attempt is handed in."""

    hands_in = forms.BooleanField(
        label=gettext_lazy("Hand in the older attempt as it stands"),
        error_messages={
            "required": gettext_lazy(
                "Tick this, or ask the person to finish one of the two attempts first."
            )
        },
    )
    field_order = ["hands_in", "address"]

    def __init__(self, *args, has_attempts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("Email address of the account that is given up")
        self.fields["address"].help_text = _("Type it, to confirm.")
        if not has_attempts:
            del self.fields["hands_in"]


class MergePeopleView(LooksAtPerson, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First the other account is found; then what would happen is shown, and confirmed."""

    permission_policy = ModelPermissionPolicy(User)
    permission_required = PERMISSION.split(".")[1].removesuffix("_user")
    looked_at = ACCOUNT
    template_name = "accounts/admin/merge_people.html"
    form_class = MergeForm
    header_icon = "group"
    page_title = TITLE

    @cached_property
    def person(self):
        """The User in the address, to be given up. Raises Http404."""
        return get_object_or_404(User, pk=self.kwargs["pk"])

    @cached_property
    def into(self):
        """The User that was chosen, None before; or what the chosen one became."""
        pk = key_in(self.request.GET.get("into", ""))
        rows = User.objects.select_related("merged_into")
        found = None if pk is None else rows.filter(pk=pk).first()
        return found and found.current

    @cached_property
    def refusal(self):
        """The Refusal of merging these two, None if they may be merged."""
        return self.into and find_refusal(self.person, self.into, by=self.request.user)

    @cached_property
    def attempts(self):
        """What has to be handed in first, in words."""
        return under_way(self.person, self.into) if self.into else []

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(PERMISSION):
            refusal = refusal_of(self.person, by=request.user)
            if refusal in CLOSED:
                raise PermissionDenied
            if refusal:
                messages.error(request, refusal.label)
                return redirect("person", self.person.pk)
        return super().dispatch(request, *args, **kwargs)

    def render_to_response(self, context, **kwargs):
        if self.into and not self.refusal and self.request.method != "HEAD":
            log_page(self.looked_at, by=self.request.user, person=self.into)
        return super().render_to_response(context, **kwargs)

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people"), "label": _("People")},
            {"url": reverse("person", args=[self.person.pk]), "label": str(self.person)},
            {"url": "", "label": TITLE},
        ]

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "person": self.person,
            "has_attempts": bool(self.attempts),
        }

    def form_invalid(self, form):
        # The errors may stand below what is in sight.
        form.fields[next(iter(form.errors))].widget.attrs["autofocus"] = True
        return super().form_invalid(form)

    def form_valid(self, form):
        if self.into is None:
            return redirect("merge_person", self.person.pk)
        try:
            merge_people(
                merged=self.person,
                into=self.into,
                by=self.request.user,
                hands_in=form.cleaned_data.get("hands_in", False),
            )
        except MergeRefused as refused:
            messages.error(self.request, refused.reason.label)
            if refused.reason == Refusal.ERASED:
                return redirect("people")
            return redirect(self.request.get_full_path())
        messages.success(
            self.request,
            _("The accounts are one now. An email to both addresses tells the person."),
        )
        return redirect("person", self.into.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {
            "merged": self.person,
            "into": self.into,
            "back_url": reverse("person", args=[self.person.pk]),
        }
        if self.into is None or self.refusal:
            text = self.request.GET.get("q", "").strip()[:200]
            found, has_more = find_others(self.person, text)
            searched = {"text": text, "found": found, "has_more": has_more}
            return context | {"refusal": self.refusal} | searched
        return context | {
            "is_chosen": True,
            "following": count_following(self.person),
            "attempts": self.attempts,
            "roles": roles_in_words(self.person),
        }


def merging_people_urls():
    """The address of this screen below /admin/."""
    return [path("people/<int:pk>/merge/", MergePeopleView.as_view(), name="merge_person")]


@hooks.register("register_log_actions")
def log_merges_of_people(actions):
    """Let Wagtail's log know that accounts are merged."""
    words = gettext_lazy("Two accounts of one person merged")
    actions.register_action(MERGED, words, words)
