"""The screen on which one organisation is merged into another."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.linking import dropped_links
from accounts.merging import (
    MERGED,
    MergeRefused,
    Refusal,
    compare,
    find_others,
    find_refusal,
    follow,
    merge_organisations,
)
from accounts.models import Organisation
from accounts.searched import as_searched
from accounts.typed import NameField
from text.numbers import key_in

TITLE = gettext_lazy("Merge into another")


class FollowingMerged:
    """For views of one organisation: where it was merged, they lead to the one that it became."""

    def get(self, request, *args, **kwargs):
        return self.lead_on() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.lead_on() or super().post(request, *args, **kwargs)

    def lead_on(self):
        rows = Organisation.objects.exclude(merged_into=None).select_related("merged_into")
        merged = rows.filter(pk=self.kwargs["pk"]).first()
        if merged is None:
            return None
        text = _("“%(merged)s” was merged into “%(into)s”, which you see here.")
        messages.info(self.request, text % _names(merged, merged.current))
        return redirect("organisations:edit", merged.merged_into_id)


class MergeForm(forms.Form):
    """The name of the organisation that is given up, typed; and of which type both are."""

    is_kind_clear = forms.BooleanField(
        error_messages={
            "required": gettext_lazy(
                "Tick this if it is right. If not, change the type first, on the page of the "
                "organisation."
            )
        },
    )
    name = NameField(
        label=gettext_lazy("Name of the organisation that is given up, to confirm"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Write the name of the organisation that is given up.")
        },
    )

    def __init__(self, *args, merged, into, **kwargs):
        super().__init__(*args, **kwargs)
        self.merged = merged
        kinds = {**_names(merged, into), "kind": into.get_kind_display()}
        label = _("“%(merged)s” is of the same type as “%(into)s”: %(kind)s")
        self.fields["is_kind_clear"].label = label % kinds
        if merged.kind == into.kind:
            del self.fields["is_kind_clear"]

    def clean_name(self):
        """The name. Raises ValidationError where it is another one; case and accents are free."""
        name = self.cleaned_data["name"]
        if as_searched(name) != as_searched(self.merged.name):
            raise forms.ValidationError(
                _("This is not the name of the organisation that is given up: “%(name)s”.")
                % {"name": self.merged}
            )
        return name


class MergeView(FollowingMerged, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First the other organisation is found; then what would happen is shown, and confirmed."""

    permission_policy = ModelPermissionPolicy(Organisation)
    permission_required = "change"
    template_name = "accounts/admin/merge.html"
    form_class = MergeForm
    header_icon = "group"
    page_title = TITLE

    @cached_property
    def merged(self):
        """The Organisation in the address, to be given up. Raises Http404."""
        return get_object_or_404(Organisation, pk=self.kwargs["pk"])

    @cached_property
    def into(self):
        """The Organisation that was chosen, None before; or what the chosen one became."""
        pk = key_in(self.request.GET.get("into", ""))
        rows = Organisation.objects.select_related("merged_into")
        found = None if pk is None else rows.filter(pk=pk).first()
        return found and found.current

    @cached_property
    def refusal(self):
        """The Refusal of merging these two at all, None if they may be merged."""
        return self.into and find_refusal(self.merged, self.into, is_kind_clear=True)

    def get_page_subtitle(self):
        return self.merged.name

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _("Organisations")},
            {"url": self._page_of(self.merged), "label": self.merged.name},
            {"url": "", "label": TITLE},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"merged": self.merged, "into": self.into or self.merged}

    def form_invalid(self, form):
        # The errors may stand below what is in sight.
        form.fields[next(iter(form.errors))].widget.attrs["autofocus"] = True
        return super().form_invalid(form)

    def form_valid(self, form):
        if self.into is None:
            return redirect("organisations:merge", self.merged.pk)
        try:
            merge_organisations(
                merged=self.merged,
                into=self.into,
                by=self.request.user,
                is_kind_clear=form.cleaned_data.get("is_kind_clear", False),
            )
        except MergeRefused as refusal:
            messages.error(self.request, refusal.reason.label)
            if refusal.reason == Refusal.GONE:
                return redirect("organisations:index")
            return redirect(self.request.get_full_path())
        text = _("“%(merged)s” is merged into “%(into)s”, and is found under both names.")
        messages.success(self.request, text % _names(self.merged, self.into))
        return redirect(self._page_of(self.into))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {
            "merged": self.merged,
            "into": self.into,
            "back_url": self._page_of(self.merged),
        }
        if self.into is None or self.refusal:
            text = self.request.GET.get("q", "").strip()[:200]
            found, has_more = find_others(self.merged, text)
            searched = {"text": text, "found": found, "has_more": has_more}
            return context | {"refusal": self.refusal} | searched
        return context | {
            "is_chosen": True,
            "compared": compare(self.merged, self.into),
            "following": follow(self.merged),
            "dropped": dropped_links(self.merged, self.into),
            "is_of_another_kind": self.merged.kind != self.into.kind,
            "another_kind": Refusal.KIND.label,
        }

    def _page_of(self, organisation):
        return reverse("organisations:edit", args=[organisation.pk])


def _names(merged, into):
    """Both names for a sentence: each keeps its own direction, whatever that of the sentence."""
    return {"merged": f"\u2068{merged}\u2069", "into": f"\u2068{into}\u2069"}


class MergeFormatter(LogFormatter):
    """How the log tells of a merge."""

    label = gettext_lazy("Merge organisations")

    def format_message(self, log_entry):
        return _("“%(merged)s” was merged into “%(into)s”.") % log_entry.data


@hooks.register("register_log_actions")
def log_merges(actions):
    """Let Wagtail's log know that organisations are merged."""
    actions.register_action(MERGED)(MergeFormatter)
