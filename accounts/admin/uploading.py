"""Taking in a table: upload, what would come of it, and then doing it."""

import csv

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.table import MOST_BYTES, FileRefused, decode
from accounts.taking_in import TAKEN_IN

SHOWN = 200


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
    upload_name, checked_name, example_name = "", "", ""  # of the addresses


class TableView(OfTables, PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Base of the two pages."""

    header_icon = "upload"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.parent), "label": self.parent_title},
            {"url": "", "label": self.page_title},
        ]

    def check(self, text):
        """The Checked rows of a `text` that the person uploads. Raises FileRefused."""
        return self.check_file(self.model(text=text, uploaded_by=self.request.user))

    def check_file(self, file):
        """The Checked rows of a `file`. Raises FileRefused."""
        return TAKEN_IN[self.model][0](file)


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
        )


class CheckedTableView(TableView, TemplateView):
    """What would come of a file, and the button that lets it come."""

    template_name = "accounts/admin/checked_table.html"
    still_wrong = gettext_lazy(
        "Nothing has happened yet: put these rows right in your file, and upload it again."
    )
    confirm = ""  # the words of the button
    confirmed = ""  # what is said then

    @cached_property
    def file(self):
        """The own file in the address, not confirmed yet. Raises the DoesNotExist of its model."""
        file = self._waiting().get(uploaded_by=self.request.user)
        for name, value in self.decided().items():
            setattr(file, name, value)
        return file

    def _waiting(self):
        return self.model.objects.filter(pk=self.kwargs["pk"], confirmed_at=None)

    def decided(self):
        """{field of the file: value} of what the person decides before confirming it."""
        return {}

    def dispatch(self, request, *args, **kwargs):
        """The answer; the list or the form where there is no such file, or none any more."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except self.model.DoesNotExist:
            messages.info(request, _("This file was taken in already, or is gone after a day."))
            return redirect(self.parent)
        except FileRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.upload_name)

    @cached_property
    def checked(self):
        """The Checked rows of the file. Raises FileRefused."""
        return self.check_file(self.file)

    def post(self, request, *args, **kwargs):
        """Confirm it, if all of it is understood now; else show what is not."""
        if not self.checked.may_be_taken_in:
            return redirect(self.checked_name, self.file.pk)
        self._waiting().update(confirmed_at=timezone.now(), **self.decided())
        messages.success(request, self.confirmed)
        return redirect(self.parent)

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
