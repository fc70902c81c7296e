"""Rows as CSV and XLSX files."""

import codecs
import datetime
from itertools import islice
from types import NoneType

from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import cached_property
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


class CompletionExport(SafeExport):
    """Base of the reports' views.

    The file holds what all `report_columns` say, in their order, also those not on the screen.
    """

    report_columns = ()  # of reporting.columns.ReportColumn

    @cached_property
    def file_fields(self):
        """The FileFields of `report_columns`, by their names."""
        return {field.name: field for column in self.report_columns for field in column.file_fields}

    @cached_property
    def list_export(self):
        """The names of the file's columns, in their order."""
        return list(self.file_fields)

    @cached_property
    def export_headings(self):
        """The headings of the file's columns, by their names."""
        return {name: field.heading for name, field in self.file_fields.items()}

    def to_row_dict(self, row):
        """The values of one row, by the names of `file_fields`."""
        return {name: field.value(row) for name, field in self.file_fields.items()}
