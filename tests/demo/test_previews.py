"""Every page of the demo is shown by the preview of its editor, in every language."""

from collections import Counter

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.models import User
from tests.demo.posted import posted

# Of each page it asks whether it is whole, in words and form.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def media_of_the_demo(demo, made_once, settings):
    settings.MEDIA_ROOT = made_once


def test_every_page_is_previewed_as_it_is_edited(demo, client):
    """What stands in the editor's form is sent to the preview, as the editor's script does."""
    editor = User.objects.get(email="admin@demo.example")
    client.force_login(editor)
    wrong, seen = [], Counter()
    for page in Page.objects.filter(depth__gt=1).order_by("path").specific():
        draft = page.get_latest_revision_as_object()
        form_class = draft.get_edit_handler().get_form_class()
        form = form_class(instance=draft, for_user=editor, parent_page=page.get_parent())
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        answer = client.post(address, posted(form)).json()
        shown = client.get(address)
        seen[page.locale.language_code] += 1
        if not answer["is_valid"] or draft.title not in shown.text:
            wrong.append(f"{page.pk} {page.url_path}: {answer}, {shown.status_code}")
    assert "\n".join(wrong) == ""
    assert seen.keys() == dict(settings.LANGUAGES).keys()
    assert sum(seen.values()) > 100


def test_every_translation_is_previewed_as_it_is_written(demo, client):
    client.force_login(User.objects.get(email="admin@demo.example"))
    wrong, seen = [], 0
    for translation in Translation.objects.select_related("source", "target_locale"):
        shown = client.get(reverse("wagtail_localize:preview_translation", args=[translation.pk]))
        seen += 1
        if shown.status_code != 200:
            wrong.append(f"{translation}: {shown.status_code}")
    assert "\n".join(wrong) == ""
    assert seen > 20
