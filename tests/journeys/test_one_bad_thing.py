"""One bad thing stops one thing: no list ends where a file, page or draft cannot be read."""

import json
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db.models import CharField, JSONField, Value
from django.db.models.functions import Cast
from wagtail.models import Revision

from contact.models import Message
from courses.management.commands import sync_outline
from courses.models import LessonPage
from learning.models import Activity, Module, Track
from notices.models import Mail
from tests.courses.editing.action import lesson_form
from tests.journeys.one_of_each import OneOfEach
from tests.journeys.undoing import undone

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
    "/admin/messages/",
    "/admin/people/?export=csv",
    "/admin/reports/completion/",
    "/admin/reports/completion/?export=csv",
    "/admin/reports/completion/?export=xlsx",
    "/admin/reports/completion/matrix/",
    "/admin/reports/mails/",
    "/en/",
    "/en/feed/",
    "/en/my-learning/",
    "/en/search/?q=lesson",
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


U = "11111111-1111-4111-8111-11111111111"
BLOCKS = (
    {"type": "text", "value": 5, "id": f"{U}1"},
    {"type": "callout", "value": None, "id": f"{U}2"},
    {"type": "document", "value": [1], "id": f"{U}3"},
    {"type": "image", "value": {"image": 99999}, "id": f"{U}4"},
)


def store(page, **streams):
    """Put into the row of `page` what no form and no code writes."""
    for name, value in streams.items():
        stored = Value(json.dumps(value), CharField())
        type(page).objects.filter(pk=page.pk).update(**{name: Cast(stored, JSONField())})


def damage_rows(things):
    """JSON of another shape, choices that are no more: each list meets some of it."""
    store(things.open["lesson"], body=list(BLOCKS), sources=[{"value": 1}, None])
    store(things.closed["lesson"], body=[1])
    store(things.open["module"], outcomes=5, body={"a": 1})
    for model, odd in ((Track, [1]), (Module, 5), (Activity, {"en": None})):
        model.objects.update(titles=odd, paths=odd)
    Message.objects.update(subject="gone")
    Mail.objects.update(data=[1], kind="gone")


def test_lists_go_on(monkeypatch):
    monkeypatch.setattr(sync_outline, "PATIENCE", 0)  # what is damaged here stays so
    things = OneOfEach()
    client, module, wrong = things.client("administrator"), things.open["module"].pk, {}
    for damage in (damage_draft, damage_body, damage_rows, lose_files):
        with undone():
            damage(things)
            caches["default"].clear()
            for path in LISTS:
                response = client.get(path.format(module=module))
                b"".join(response)  # a file is made while it is sent
                if response.status_code != 200:
                    wrong[damage.__name__, path] = response.status_code
            call_command("jobs", "minute")
    assert wrong == {}


def test_a_damaged_page_opens_in_its_own_editor():
    things = OneOfEach()
    damage_body(things)
    address = f"/admin/pages/{things.open['lesson'].pk}/edit/"
    assert things.client("editor").get(address).status_code == 200


def body(*children):
    """What is stored as the body of a draft."""
    return {"body": json.dumps(children)}


DAMAGES = {
    "nothing in it": lambda content: {},
    "a number for a body": lambda content: content | {"body": "5"},
    "a body of texts": lambda content: content | body("a"),
    "a block of another shape": lambda content: content | body({"type": "callout", "value": 1}),
    "no moment": lambda content: content | {"go_live_at": "yesterday"},
    "a language that is gone": lambda content: content | {"locale": 99999},
}


def test_a_draft_that_cannot_be_read_leads_to_an_earlier_one():
    things = OneOfEach()
    page, earlier = things.draft, things.draft.latest_revision
    broken = Revision.objects.filter(pk=page.save_revision().pk)
    content = broken.get().content
    address = f"/admin/pages/{page.pk}"
    history = f"{address}/history/"
    editor, stranger = things.client("publisher"), things.client("trainer")
    for name, damage in DAMAGES.items():
        broken.update(content=damage(content))
        for path in ("edit/", "view_draft/", f"revisions/{broken.get().pk}/revert/"):
            answer = editor.get(f"{address}/{path}")
            assert answer.status_code == 409, f"{name}: {path}"
            text = answer.content.decode()
            assert page.title in text
            assert f'href="{history}"' in text
            assert f'href="/admin/pages/{page.get_parent().pk}/"' in text
        assert editor.get(history).status_code == 200
        assert page.title not in stranger.get(f"{address}/edit/").content.decode()
    take_back = f"{address}/revisions/{earlier.pk}/revert/"
    assert editor.get(take_back).status_code == 200
    assert editor.post(take_back, lesson_form()).status_code == 302
    assert editor.get(f"{address}/edit/").status_code == 200
