"""Reports on paper."""

from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton


class Printable:
    """For views: `?print=1` shows all of the report at once and opens the printing dialogue."""

    @property
    def is_printed(self):
        """Whether the report is shown to be printed."""
        return self.request.GET.get("print") == "1"

    @property
    def print_button(self):
        """Leads to the same report, all of it, with the printing dialogue."""
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
        """Where the report stands."""
        return self.request.path
