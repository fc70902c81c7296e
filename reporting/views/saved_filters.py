"""Saving, renaming and deleting filters. Each answers a POST and redirects to the report.

A GET, as after logging in, redirects there too.
"""

from django import forms
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin

from accounts.onward import onward_of
from accounts.typed import NameField
from reporting.models import SavedFilter
from reporting.permissions import ReportAccess
from reporting.saved_filters import (
    MAX_QUERY_LENGTH,
    MOST_PER_REPORT,
    NameTaken,
    Report,
    TooManyFilters,
    filters_of,
    rename_filter,
    save_filter,
)


class NameForm(forms.Form):
    """The name of saved filters."""

    name = NameField(max_length=SavedFilter._meta.get_field("name").max_length)


class SavingForm(NameForm):
    """The name, and the filters to keep under it."""

    query = forms.CharField(max_length=MAX_QUERY_LENGTH)


class SavedFilterView(ReportAccess, PermissionCheckedMixin, View):
    """What the three views share."""

    http_method_names = ["get", "post"]

    def get(self, request, **kwargs):
        return self.back()

    def back(self):
        """A redirect to the report that the form stood in."""
        return HttpResponseRedirect(onward_of(self.request) or reverse("completion_report"))

    def own(self):
        """The person's own saved filter in the address. Raises Http404."""
        return get_object_or_404(SavedFilter, owner=self.request.user, pk=self.kwargs["pk"])

    def refuse(self, form):
        """Show the errors of `form` as messages; returns the redirect `back`."""
        for errors in form.errors.values():
            messages.error(self.request, " ".join(errors))
        return self.back()


class SaveFilterView(SavedFilterView):
    """Keep the filters that are set, under a new name or in place of older ones."""

    def post(self, request, report):
        if report not in Report:
            raise Http404
        form = SavingForm(request.POST)
        if not form.is_valid():
            return self.refuse(form)
        try:
            saved, is_new = save_filter(
                owner=request.user,
                report=report,
                name=form.cleaned_data["name"],
                query=filters_of(QueryDict(form.cleaned_data["query"])),
            )
        except TooManyFilters:
            messages.error(
                request,
                _("You have %(most)d saved filters here. Delete one to save another.")
                % {"most": MOST_PER_REPORT},
            )
        else:
            words = (
                _("The filters are saved as “%(name)s”.")
                if is_new
                else _("“%(name)s” now holds these filters.")
            )
            messages.success(request, words % {"name": saved.name})
        return self.back()


class RenameFilterView(SavedFilterView):
    """Give saved filters another name."""

    def post(self, request, pk):
        saved = self.own()
        form = NameForm(request.POST)
        if not form.is_valid():
            return self.refuse(form)
        name = form.cleaned_data["name"]
        try:
            rename_filter(saved=saved, name=name)
        except NameTaken:
            messages.error(
                request, _("You already have filters called “%(name)s”.") % {"name": name}
            )
        else:
            messages.success(request, _("Now called “%(name)s”.") % {"name": name})
        return self.back()


class DeleteFilterView(SavedFilterView):
    """Delete saved filters."""

    def post(self, request, pk):
        saved = self.own()
        saved.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": saved.name})
        return self.back()
