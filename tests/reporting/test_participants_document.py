"""The report of participants as PDF: the figures of the workbook, in every language."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db.models import JSONField, Value
from django.utils.translation import override
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from documents.document import Heading, Paragraph, Table
from documents.funding import funding_statements
from reporting.participants import ParticipantsReport, make_report
from reporting.participants_document import document_of
from reporting.participants_tables import read_parts
from tests.documents.structure import complaints, read_structure
from tests.factories.people import UserFactory
from tests.reporting.test_participants import PATH, training  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2026, 4, 2, 9, tzinfo=UTC)


@pytest.fixture
def report(training):  # noqa: F811
    made, _ = make_report(date(2026, 1, 1), date(2026, 3, 31), by=None)
    ParticipantsReport.objects.update(made_at=MADE_AT)
    return made


def manager(language):
    """Somebody who reads the reports, and the admin, in this language."""
    person = UserFactory(groups=["Programme managers"], preferred_language=language)
    UserProfile.objects.create(user=person, preferred_language=language)
    return person


def rows_of_workbook(content):
    """The rows with six cells of the workbook `content`, as texts."""
    sheets = load_workbook(BytesIO(content)).worksheets
    rows = [[cell.value for cell in row[:6]] for sheet in sheets for row in sheet.iter_rows()]
    return [[str(value) for value in row] for row in rows if row[5] is not None]


@pytest.mark.parametrize("language", ["en", "es", "it", "he", "ar"])
def test_the_pdf_has_the_figures_of_the_workbook(client, report, language):
    client.force_login(manager(language))
    page = f"{PATH}{report.pk}/"
    assert f'href="{page}pdf/"' in client.get(page).content.decode()
    answer = client.get(f"{page}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('participants-2026-01-01-2026-03-31.pdf"')
    assert complaints(answer.content) == []
    assert client.get(f"{page}pdf/").content == answer.content

    report.refresh_from_db()
    with override(language):
        document = document_of(report, read_parts(report))
        funding = funding_statements()
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in (table.headings, *table.rows)]
    workbook = client.get(f"{page}file/").content
    with_rows = [row for row in rows_of_workbook(workbook) if row[0] in {each[0] for each in rows}]
    assert rows == with_rows
    assert ["=Bins", "7", "–", "0", "–", "13"] in rows

    said, title, tags = read_structure(answer.content)
    assert said == language
    assert title == f"{document.title} · {document.subtitle}"
    assert tags.count("TH") == sum(len(table.headings) for table in tables)
    assert tags.count("TD") == sum(len(row) for table in tables for row in table.rows)
    assert tags.count("Figure") == 1
    words = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert words[-len(funding) :] == funding != []
    assert tags.count("P") >= len(words)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert len([tag for tag in tags if tag in {"H1", "H2"}]) == len(headings)


def test_an_empty_period_gives_a_pdf_and_damaged_figures_none(client):
    client.force_login(manager("en"))
    empty, _ = make_report(date(2020, 1, 1), date(2020, 3, 31), by=None)
    page = f"{PATH}{empty.pk}/"
    assert complaints(client.get(f"{page}pdf/").content) == []
    ParticipantsReport.objects.update(figures=Value([1], JSONField()))
    assert client.get(f"{page}pdf/").url == page
    client.force_login(UserFactory(groups=["Trainers"]))
    assert client.get(f"{page}pdf/").status_code == 302
