"""The number under a list of the admin."""

from django.contrib.humanize.templatetags.humanize import intcomma
from wagtail.admin.paginator import WagtailPaginator


class CountingPaginator(WagtailPaginator):
    """Puts the number behind the name of what is counted.

    Before it, as in Wagtail, the name would need the plural that goes with each number.
    """

    @property
    def items_count_label(self):
        """Words such as "organisations: 31"."""
        return f"{self.verbose_name_plural}: {intcomma(self.count)}"
