"""Rows as CSV and XLSX files."""

from django.utils.functional import cached_property

from accounts.admin.export import SafeExport


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
