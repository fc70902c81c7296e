"""No list, report, file or history tells the title of a draft to whoever writes no pages."""

import io
import zipfile

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests.journeys.one_of_each import DRAFT, OneOfEach

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
REPORTS = (
    "aging-pages/",
    "locked/",
    "page-types-usage/",
    "site-history/",
    "workflow/",
    "workflow_tasks/",
)
LISTS = (
    *(f"/admin/reports/{report}" for report in REPORTS),
    "/admin/localize/reports/translations/",
    "/admin/pages/search/",
    "/admin/pages/usage/courses/lessonpage/",
)
QUERIES = ("", "results/", "?q=walks", "?export=csv", "?export=xlsx")
OF_A_PAGE = (
    "history/",
    "history/results/",
    "workflow_history/",
    "usage/",
    "edit/",
    "status/",
    "revisions/{draft}/view/",
    "revisions/{draft}/revert/",
    "revisions/compare/earliest...latest/",
    "revisions/compare/live...{draft}/",
)
ELSEWHERE = (
    "/admin/",
    "/admin/api/main/pages/?search=walks&fields=*",
    "/admin/api/main/pages/?child_of={module}&for_explorer=1",
    "/admin/choose-page/{module}/",
    "/admin/choose-page/search/?q=walks",
    "/en/search/?q=walks",
    "/sitemap.xml",
)


def words(answer):
    """The text of `answer`, and of what a workbook holds."""
    content = answer.getvalue()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(map(book.read, book.namelist()))
    return content.decode(errors="replace")


def test_titles_of_drafts_stay_with_those_who_write():
    things = OneOfEach()
    draft = things.draft
    Page.objects.filter(pk=draft.pk).update(
        locked=True, locked_at=timezone.now(), locked_by=things.people["publisher"]
    )
    names = {"draft": draft.latest_revision_id, "module": things.open["module"].pk}
    addresses = [
        *(f"{address}{query}" for address in LISTS for query in QUERIES),
        *(f"/admin/pages/{draft.pk}/{end}".format(**names) for end in OF_A_PAGE),
        *(address.format(**names) for address in ELSEWHERE),
    ]
    told = {}
    for role in ("learner", "trainer", "manager", "editor"):
        client = things.client(role)
        asked = addresses if role != "editor" else addresses[:: len(QUERIES)]
        told[role] = [address for address in asked if DRAFT in words(client.get(address))]
    assert len(told.pop("editor")) > 5  # else nothing was to be seen here
    assert told == {"learner": [], "trainer": [], "manager": []}
