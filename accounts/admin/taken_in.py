"""What became of the rows of a table that was confirmed."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from accounts.admin.uploading import SHOWN, TableView
from accounts.table import Problem, TableRow


class TakenInView(TableView, TemplateView):
    """How many rows met which fate, and what is to be said of those that changed nothing."""

    template_name = "accounts/admin/taken_in_table.html"
    under_way = ""  # what happens meanwhile

    @cached_property
    def file(self):
        """The own file in the address, confirmed; None where there is none, or none any more."""
        return self.own_files.exclude(confirmed_at=None).filter(pk=self.kwargs["pk"]).first()

    def get(self, request, *args, **kwargs):
        """The page, or back to the list."""
        if self.file is None:
            messages.info(
                request,
                _(
                    "This table is gone. One that nobody confirms is kept for a day, what became "
                    "of its rows for thirty days."
                ),
            )
            return redirect(self.parent)
        return super().get(request, *args, **kwargs)

    def rows(self):
        """The TableRows that changed nothing, in the order of the file."""
        rows = {number: TableRow(number, {}) for number in self.file.wrong}
        for each in self.file.known_problems:
            rows[each["row"]].problems.append(Problem(each["column"], each["problem"]))
        for fate in self.taking.fates:
            if not fate.is_taken:
                for number in self.file.known_fates.get(fate, ()):
                    rows[number] = TableRow(number, {}, fate=fate)
        return [rows[number] for number in sorted(rows)]

    def get_context_data(self, **kwargs):
        rows = self.rows()
        return super().get_context_data(
            **kwargs,
            file=self.file,
            under_way="" if self.file.taken_in_at else self.under_way,
            wrong=len(self.file.wrong),
            fates=self.taking.count(self.file).items(),
            shown=rows[:SHOWN],
            hidden=max(0, len(rows) - SHOWN),
            back_url=reverse(self.parent),
            upload_url=reverse(self.upload_name),
        )
