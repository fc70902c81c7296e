"""Inviting many people by a file: upload, what would come of it, and then doing it."""

import csv

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.admin.invitations import INVITATIONS, INVITE_MANY, InvitingAccess
from accounts.invitation import PeopleFile
from accounts.people_file import MOST_BYTES, FileRefused, check_people, decode, header

SHOWN = 200
EXAMPLE = ["ana.ejemplo@example.org", "Ana", "Ejemplo", "es", "", "", "", ""]


class PeopleFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
        help_text=gettext_lazy("A table as CSV, of at most 10,000 rows. Nothing is sent yet."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_file(self):
        """The text of the file. Raises ValidationError for what is no table of people."""
        file = self.cleaned_data["file"]
        try:
            text = decode(file.read(MOST_BYTES + 1))
            check_people(text, self.by)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return text


class InviteManyView(InvitingAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks for the file."""

    template_name = "accounts/admin/invite_many.html"
    form_class = PeopleFileForm
    header_icon = "upload"
    page_title = INVITE_MANY

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("invitations"), "label": INVITATIONS},
            {"url": "", "label": INVITE_MANY},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form):
        file = PeopleFile.objects.create(
            text=form.cleaned_data["file"],
            uploaded_by=self.request.user,
            uploaded_at=timezone.now(),
        )
        return redirect("people_file", file.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, columns=header(), back_url=reverse("invitations"))


class PeopleFileView(
    InvitingAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """What would come of a file, and the button that lets it come."""

    template_name = "accounts/admin/people_file.html"
    header_icon = "upload"
    page_title = INVITE_MANY

    @cached_property
    def file(self):
        """The own PeopleFile in the address, not confirmed yet. Raises PeopleFile.DoesNotExist."""
        waiting = PeopleFile.objects.filter(confirmed_at=None)
        return waiting.get(pk=self.kwargs["pk"], uploaded_by=self.request.user)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("invitations"), "label": INVITATIONS},
            {"url": "", "label": INVITE_MANY},
        ]

    def dispatch(self, request, *args, **kwargs):
        """The answer; the list or the form where there is no such file, or none any more."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PeopleFile.DoesNotExist:
            messages.info(request, _("This file was taken in already, or is gone after a day."))
            return redirect("invitations")
        except FileRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("invite_many")

    @cached_property
    def checked(self):
        """The Checked rows of the file. Raises FileRefused."""
        return check_people(self.file.text, self.request.user)

    def post(self, request, *args, **kwargs):
        """Confirm it, if all of it is understood now; else show what is not."""
        if not self.checked.may_be_taken_in:
            return redirect("people_file", self.file.pk)
        self.file.confirmed_at = timezone.now()
        self.file.save(update_fields=["confirmed_at"])
        messages.success(request, _("The invitations are made and leave within a few minutes."))
        return redirect("invitations")

    def get_context_data(self, **kwargs):
        rows = self.checked.wrong or self.checked.rows
        return super().get_context_data(
            **kwargs,
            checked=self.checked,
            shown=rows[:SHOWN],
            hidden=max(0, len(rows) - SHOWN),
            back_url=reverse("invite_many"),
        )


class ExampleView(InvitingAccess, PermissionCheckedMixin, View):
    """A file to fill, with the names of the columns in the active language."""

    def get(self, request):
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="people.csv"'
        csv.writer(response).writerows([header(), EXAMPLE])
        return response


def people_file_urls():
    """Addresses of inviting by a file, below /admin/."""
    return [
        path("people/invitations/file/", InviteManyView.as_view(), name="invite_many"),
        path("people/invitations/file/example/", ExampleView.as_view(), name="people_example"),
        path("people/invitations/file/<int:pk>/", PeopleFileView.as_view(), name="people_file"),
    ]
