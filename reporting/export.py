"""Completion rows as CSV and XLSX files."""

import codecs
import datetime

from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from accounts.models import Country, OrganisationKind
from learning.outline import in_language
from reporting.rows import Status
from text.typed import visible

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value):
    """`value` as a text without what a workbook refuses."""
    return visible(force_str(value))


def without_formula(value):
    """The visible `value`, as a text that no spreadsheet runs as a formula.

    A text that begins like a formula gets an apostrophe in front, as OWASP's page "CSV Injection"
    advises.
    """
    text = as_text(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def local_minute(value):
    """An aware datetime as a naive one in the portal's time zone, cut to the minute."""
    return timezone.make_naive(value).replace(second=0, microsecond=0)


class CompletionExport(SpreadsheetExportMixin):
    """For views: streams completion rows as CSV or XLSX, with texts that are safe to open."""

    export_headings = {
        "name": _("Learner"),
        "email": _("Email"),
        "organisation": _("Organisation"),
        "kind": _("Organisation type"),
        "country": _("Country"),
        "subject": _("Title"),
        "status": _("Status"),
        "done": _("Activities completed"),
        "required": _("Activities required"),
        "progress": _("Progress (%)"),
        "score": _("Quiz score (%)"),
        "enrolled": _("Enrolled on"),
        "seen": _("Last activity"),
        "finished": _("Completed on"),
    }
    list_export = list(export_headings)
    custom_value_preprocess = {
        datetime.datetime: {
            "csv": lambda value: local_minute(value).isoformat(" ", "minutes"),
            "xlsx": local_minute,
        },
        str: {"csv": without_formula, "xlsx": as_text},
    }

    # Once for a file: `get_kind_display` translates all choices for every row.
    @cached_property
    def _kinds(self):
        return {kind.value: str(kind.label) for kind in OrganisationKind}

    @cached_property
    def _countries(self):
        return {country.value: str(country.label) for country in Country}

    @cached_property
    def _statuses(self):
        return {status.value: str(status.label) for status in Status}

    def to_row_dict(self, row):
        """The values of one row, by the names in `list_export`."""
        organisation = row.learner.organisation
        return {
            "name": row.learner.get_full_name(),
            "email": row.learner.email,
            "organisation": organisation.name if organisation else "",
            "kind": self._kinds.get(organisation.kind, "") if organisation else "",
            "country": self._countries.get(organisation.country, "") if organisation else "",
            "subject": in_language(row.subject_titles),
            "status": self._statuses[row.status],
            "done": row.done,
            "required": row.required,
            "progress": None if row.share is None else round(row.share),
            "score": None if row.score is None else round(float(row.score), 1),
            "enrolled": row.enrolled_on,
            "seen": row.seen_at,
            "finished": row.finished_at,
        }

    def stream_csv(self, queryset):
        # Without the mark, Excel reads UTF-8 names as another encoding.
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field, value, export_format):
        return "" if value is None else super().preprocess_field_value(field, value, export_format)

    def write_csv_response(self, queryset):
        response = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        return response
