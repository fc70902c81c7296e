"""The files of Wagtail's own reports open in every spreadsheet."""

import io

import pytest
from openpyxl import load_workbook

from tests.factories.pages import StandardPageFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_titles_that_were_there_before_they_were_cleaned(client):
    page = StandardPageFactory(title="Tender")
    page.save_revision().publish()
    type(page).objects.update(title="=Tender\x0band\ufffe award")
    client.force_login(UserFactory(is_superuser=True))
    for report in ("aging-pages", "page-types-usage", "site-history"):
        address = f"/admin/reports/{report}/?export="
        book = b"".join(client.get(f"{address}xlsx").streaming_content)
        cells = [cell for row in load_workbook(io.BytesIO(book)).active for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        lines = b"".join(client.get(f"{address}csv").streaming_content).decode()
        assert "\x0b" not in lines
        if report == "aging-pages":
            assert "=Tender and award" in [cell.value for cell in cells]
            assert "'=Tender and award" in lines
