"""Taking in a table: upload, what would come of it, and then doing it."""

import csv

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.table import MOST_BYTES, FileRefused, decode
from accounts.taking_in import TAKEN_IN

SHOWN = 200
TABLES_SHOWN = 20


class TableForm(forms.Form):
    """The file, which `check` can read: it raises FileRefused for a text that is no such table."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
        help_text=gettext_lazy(
            "A table as CSV, of at most 10,000 rows. You see what would happen before anything "
            "does."
        ),
    )

    def __init__(self, *args, check, **kwargs):
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_file(self):
        """The text of the file. Raises ValidationError for what is no such table."""
        file = self.cleaned_data["file"]
        try:
            text = decode(file.read(MOST_BYTES + 1))
            self.check(text)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return text


class OfTables:
    """For the views of one kind of tables: what they share."""

    model = None  # of the uploaded files, one of TAKEN_IN
    columns = {}  # {key: Column}
    page_title = ""
    parent, parent_title = "", ""  # the list that the rows come into
    upload_name, checked_name, taken_name, example_name = "", "", "", ""  # of the addresses


class TableView(OfTables, PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Base of the three pages."""

    header_icon = "upload"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.parent), "label": self.parent_title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def own_files(self):
        """The files that the person uploaded."""
        return self.model.objects.filter(uploaded_by=self.request.user)

    @property
    def taking(self):
        """How such files are taken in, a Taking."""
        return TAKEN_IN[self.model]

    def check(self, text):
        """The Checked rows of a `text` that the person uploads. Raises FileRefused."""
        return self.taking.check(self.model(text=text, uploaded_by=self.request.user))


class UploadView(TableView, FormView):
    """Asks for the file."""

    template_name = "accounts/admin/upload_table.html"
    form_class = TableForm
    explanation = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"check": self.check}

    def form_valid(self, form):
        file = self.model.objects.create(
            text=form.cleaned_data["file"],
            uploaded_by=self.request.user,
            uploaded_at=timezone.now(),
        )
        return redirect(self.checked_name, file.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            explanation=self.explanation,
            columns=[column.label for column in self.columns.values()],
            example_url=reverse(self.example_name),
            back_url=reverse(self.parent),
            tables=[self._told(file) for file in self._confirmed()[:TABLES_SHOWN]],
        )

    def _confirmed(self):
        return self.own_files.exclude(confirmed_at=None).order_by("-confirmed_at")

    def _told(self, file):
        return {
            "url": reverse(self.taken_name, args=[file.pk]),
            "confirmed_at": file.confirmed_at,
            "is_done": file.taken_in_at is not None,
            "changed": self.taking.changed(file),
            "wrong": len(file.wrong),
        }


class CheckedTableView(TableView, TemplateView):
    """What would come of a file, and the button that lets it come."""

    template_name = "accounts/admin/checked_table.html"
    still_wrong = gettext_lazy(
        "Nothing has happened yet: put these rows right in your file, and upload it again."
    )
    confirm = ""  # the words of the button

    @cached_property
    def file(self):
        """The own file in the address, not confirmed yet. Raises the DoesNotExist of its model."""
        file = self._waiting().get()
        for name, value in self.decided().items():
            setattr(file, name, value)
        return file

    def _waiting(self):
        return self.own_files.filter(pk=self.kwargs["pk"], confirmed_at=None)

    def decided(self):
        """{field of the file: value} of what the person decides before confirming it."""
        return {}

    def dispatch(self, request, *args, **kwargs):
        """The answer; what became of a file that is confirmed, the form where it is no such."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except self.model.DoesNotExist:
            return redirect(self.taken_name, self.kwargs["pk"])
        except FileRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.upload_name)

    @cached_property
    def checked(self):
        """The Checked rows of the file. Raises FileRefused."""
        return self.taking.check(self.file)

    def post(self, request, *args, **kwargs):
        """Confirm it, if all of it is understood now; else show what is not."""
        if not self.checked.may_be_taken_in:
            return redirect(self.checked_name, self.file.pk)
        self._waiting().update(confirmed_at=timezone.now(), **self.decided())
        return redirect(self.taken_name, self.file.pk)

    def get_context_data(self, **kwargs):
        rows = self.checked.wrong or self.checked.rows
        return super().get_context_data(
            **kwargs,
            checked=self.checked,
            still_wrong=self.still_wrong,
            confirm=self.confirm,
            shown=rows[:SHOWN],
            hidden=max(0, len(rows) - SHOWN),
            back_url=reverse(self.upload_name),
        )


class ExampleView(OfTables, PermissionCheckedMixin, View):
    """A file to fill, with the names of the columns in the active language."""

    filename = ""

    def get(self, request):
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.filename}"'
        columns = self.columns.values()
        lines = [each.label for each in columns], [each.example for each in columns]
        csv.writer(response).writerows(lines)
        return response
