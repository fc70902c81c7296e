"""Lists of the admin as CSV and XLSX files."""

import codecs
import datetime
from itertools import islice
from types import NoneType

from django.utils import timezone
from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from text.cells import as_text, without_formula

AT_ONCE = 200  # lines


def local_minute(value):
    """The aware datetime `value` as a naive one in the portal's time zone, without its seconds."""
    local = timezone.make_naive(value, timezone.get_default_timezone())
    return local.replace(second=0, microsecond=0)


# How a value is written: by the format of the file and the type of the value.
WRITTEN = {
    "csv": {
        NoneType: lambda value: "",
        datetime.datetime: lambda value: local_minute(value).isoformat(" ", "minutes"),
        str: without_formula,
    },
    "xlsx": {NoneType: lambda value: "", datetime.datetime: local_minute, str: as_text},
}


class SafeExport(SpreadsheetExportMixin):
    """Base of views that send their rows as a CSV or XLSX file, which is safe to open."""

    def stream_csv(self, queryset):
        """Yield the file as bytes, many lines at a time: to send a piece costs more than a line."""
        lines = super().stream_csv(queryset)
        # Without the mark, Excel reads UTF-8 names as another encoding.
        yield codecs.BOM_UTF8 + next(lines)
        while piece := b"".join(islice(lines, AT_ONCE)):
            yield piece

    def preprocess_field_value(self, field, value, export_format):
        """`value` as a file of this format holds it.

        WRITTEN says how for some types; any other value becomes a text, unless it is a number.
        """
        kind = str if isinstance(value, str) else type(value)
        written = WRITTEN[export_format].get(kind)
        return written(value) if written else force_str(value, strings_only=True)

    def write_csv_response(self, queryset):
        """The response with the CSV file, which names its encoding."""
        response = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response
