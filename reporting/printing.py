"""Reports that can be printed."""

from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton


class Printable:
    """For views: with `?print=1` the report is shown whole and the printing dialogue opens."""

    @property
    def is_printed(self):
        """Whether the report is shown to be printed."""
        return self.request.GET.get("print") == "1"

    @property
    def print_button(self):
        """A button that leads to the whole report and opens the printing dialogue."""
        query = self.request.GET.copy()
        query.pop("p", None)
        query.pop("_w_filter_fragment", None)
        query["print"] = "1"
        return HeaderButton(
            _("Print"),
            url=f"{self.print_url}?{query.urlencode()}",
            icon_name="report-print",
            priority=20,
        )

    @property
    def print_url(self):
        """The path of the report to print."""
        return self.request.path
