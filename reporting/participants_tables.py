"""The report of participants in words: as tables for the screen, and as a workbook."""

import logging
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font

from accounts.statistics import Sex
from documents.funding import EMBLEM_IN_PIXELS, funding_statements
from learning.models import Module
from reporting.participants import CHOICES, TOTAL, UNSAID, Breakdown, Measure
from text.cells import as_text

logger = logging.getLogger(__name__)

HIDDEN = "–"
HIDDEN_WORDS = gettext_lazy(
    "A dash stands where a number is hidden: of one to four people, or one by which such a number "
    "could be worked out. Totals are exact, and organisations are counted without hiding."
)
HOW_COUNTED = gettext_lazy(
    "People count with the organisation for which they worked when they enrolled, once in each row."
)


@dataclass(frozen=True)
class Table:
    """A breakdown by `title`: `rows` of (label, counts by sex and in all; None where hidden)."""

    title: str
    rows: list

    @property
    def told(self):
        """The rows, of (heading, count) for each count."""
        names = headings()
        return [(label, list(zip(names, counts, strict=True))) for label, counts in self.rows]


@dataclass(frozen=True)
class Part:
    """What a measure says: totals, and a Table for each breakdown."""

    title: str
    total: int
    organisations: int
    tables: list


def headings():
    """The headings of the counts of each row."""
    sexes = [str(sex.label) for sex in Sex if sex != Sex.UNSAID]
    return [*sexes, _("Not said"), _("In all")]


def read_parts(report):
    """The Parts of a ParticipantsReport in the active language; None where its figures are not
    what `make_report` writes, which the log tells. One query, for the modules.
    """
    titles = {str(module.pk): module.title for module in Module.objects.all()}
    try:
        return [_part(measure, report.figures[measure.value], titles) for measure in Measure]
    except (KeyError, TypeError):
        logger.exception("Report of participants %s cannot be read.", report.pk)
        return None


def describe(report):
    """Which days it is about, in words."""
    days = {"begin": date_format(report.begins_on), "end": date_format(report.ends_on)}
    return _("%(begin)s to %(end)s") % days


def write_workbook(report, parts, file):
    """Write the Parts of a ParticipantsReport to `file` as XLSX, a sheet for each Part."""
    book = Workbook()
    book.remove(book.active)
    for number, part in enumerate(parts, start=1):
        sheet = book.create_sheet(f"{number} {part.title}"[:31])  # longer ones Excel refuses
        sheet.sheet_view.rightToLeft = get_language_bidi()
        sheet.column_dimensions["A"].width = 60
        _line(sheet, [part.title], is_bold=True)
        _line(sheet, [describe(report)])
        _line(sheet, [_("People"), part.total])
        _line(sheet, [_("Organisations"), part.organisations])
        for table in part.tables:
            sheet.append([])
            _line(sheet, [table.title, *headings()], is_bold=True)
            for label, counts in table.rows:
                _line(sheet, [label, *(HIDDEN if n is None else n for n in counts)])
        sheet.append([])
        for words in statements():
            _line(sheet, [words])
        emblem = Image(EMBLEM_IN_PIXELS)
        emblem.width, emblem.height = 96, 64
        sheet.add_image(emblem, f"A{sheet.max_row + 2}")
    book.save(file)


def statements():
    """What stands below the tables of a file: what a dash means, and who funds the programme."""
    return [HIDDEN_WORDS, *funding_statements()]


def _part(measure, figures, titles):
    columns = [*Sex.values, TOTAL]
    sexes = [figures["sexes"][sex] for sex in Sex.values]
    tables = [Table(_("Sex"), [(_("In all"), [*sexes, figures[TOTAL]])])]
    for breakdown in Breakdown:
        found = figures["breakdowns"][breakdown.value]
        rows = [
            (label, [found[row][column] for column in columns])
            for row, label in _labels(breakdown, titles)
            if row in found
        ]
        tables.append(Table(str(breakdown.label), rows))
    return Part(str(measure.label), figures[TOTAL], figures["organisations"], tables)


def _labels(breakdown, titles):
    """The (row, label) pairs of a breakdown, in their order; what is not known comes last."""
    if breakdown == Breakdown.MODULE:
        return sorted(titles.items(), key=lambda pair: pair[1])
    unknown = _("Not said") if breakdown == Breakdown.AGE else _("Not known")
    choices = CHOICES[breakdown]
    return [
        *((row, str(label)) for row, label in choices.choices if row != UNSAID),
        (UNSAID if breakdown == Breakdown.AGE else "", unknown),
    ]


def _line(sheet, values, *, is_bold=False):
    sheet.append([value if isinstance(value, int) else as_text(value) for value in values])
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # never a formula
        cell.font = Font(bold=is_bold)
        cell.alignment = Alignment(wrap_text=cell.column == 1, vertical="top")
