"""The report of participants as a document, with the figures of its workbook."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from documents.document import Document, Heading, Paragraph, Table
from documents.funding import funding_blocks
from documents.pdf import write_pdf
from reporting.participants_tables import HIDDEN, HIDDEN_WORDS, HOW_COUNTED, describe, headings


def write_document(report, parts, file):
    """Write the Parts of a ParticipantsReport to `file` as PDF, in the active language."""
    file.write(write_pdf(document_of(report, parts)))


def document_of(report, parts):
    """The Parts of a ParticipantsReport as a Document. A table without rows is left out."""
    made_at = timezone.localtime(report.made_at)
    moment = date_format(made_at, "DATETIME_FORMAT")
    blocks = [
        Paragraph(_("Made on %(moment)s.") % {"moment": moment}),
        Paragraph(str(HOW_COUNTED)),
        Paragraph(str(HIDDEN_WORDS)),
    ]
    for part in parts:
        blocks += _part_blocks(part)
    return Document(
        title=_("Participants"),
        subtitle=describe(report),
        language=get_language(),
        is_right_to_left=get_language_bidi(),
        made_at=made_at,
        blocks=[*blocks, *funding_blocks()],
    )


def _part_blocks(part):
    """A Part as blocks: its title, both totals, and its tables."""
    yield Heading(part.title)
    totals = (_("People"), part.total), (_("Organisations"), part.organisations)
    yield Paragraph(" · ".join(f"{words}: {intcomma(count)}" for words, count in totals))
    for table in part.tables:
        if table.rows:
            yield Heading(table.title, level=2)
            rows = [[label, *map(_cell, counts)] for label, counts in table.rows]
            yield Table([table.title, *headings()], rows)


def _cell(count):
    return HIDDEN if count is None else intcomma(count)
