"""One bad thing stops one thing: no list ends where a file, page or draft cannot be read."""

from pathlib import Path

import pytest
from wagtail.models import Revision

from courses.models import LessonPage
from tests.journeys.one_of_each import OneOfEach

pytestmark = pytest.mark.django_db
LISTS = (
    "/admin/",
    "/admin/api/main/pages/?fields=*",
    "/admin/choose-page/{module}/",
    "/admin/choose-page/search/?q=lesson",
    "/admin/documents/",
    "/admin/documents/chooser/",
    "/admin/images/",
    "/admin/images/chooser/",
    "/admin/media/",
    "/admin/media/chooser/",
    "/admin/pages/{module}/",
    "/admin/pages/search/?q=lesson",
    "/admin/pages/usage/courses/lessonpage/",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/localize/reports/translations/",
    "/en/search/?q=map",
    "/sitemap.xml",
)


def lose_files(things):
    for file in (things.image, things.open["document"], things.open["media"]):
        Path(file.file.path).unlink()


def damage_draft(things):
    Revision.objects.filter(pk=things.draft.latest_revision_id).update(content={})


def damage_body(things):
    LessonPage.objects.filter(pk=things.open["lesson"].pk).update(body="{not JSON")


@pytest.mark.parametrize("damage", [lose_files, damage_draft, damage_body])
def test_lists_go_on(damage):
    things = OneOfEach()
    damage(things)
    client = things.client("administrator")
    module = things.open["module"].pk
    statuses = {path: client.get(path.format(module=module)).status_code for path in LISTS}
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_a_damaged_page_opens_in_its_own_editor():
    things = OneOfEach()
    damage_body(things)
    address = f"/admin/pages/{things.open['lesson'].pk}/edit/"
    assert things.client("editor").get(address).status_code == 200
