"""Pages of the demo are made from files, once, and belong to the editors afterwards."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import Theme
from courses.models import CaseStudyPage
from demo.errors import ContentError
from demo.models import LoadedItem
from home.models import HomePage, StandardPage

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_pages_come_live_in_their_place_with_links(folder):
    folder.load()
    about = StandardPage.objects.get()
    home = HomePage.objects.get()
    assert about.live
    assert about.get_parent().pk == home.pk
    assert home.headline == "Cities and firms"
    assert home.story_page_id == about.pk
    assert f'<a linktype="page" id="{home.pk}">' in about.body[0].value["html"].source


def writes(queries):
    """Those of the captured `queries` that change something."""
    return [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def test_a_second_run_writes_nothing(folder):
    folder.load()
    with CaptureQueriesContext(connection) as queries:
        folder.load()
    assert writes(queries) == []


def test_ids_of_pages_and_blocks_are_the_same_everywhere(folder):
    folder.load()
    about = StandardPage.objects.get()
    assert str(about.translation_key) == "013daa61-4623-5d12-a73c-aa4b92b2d64a"
    first = about.body.raw_data[0]["id"]
    about.delete()
    LoadedItem.objects.all().delete()
    folder.load()
    assert StandardPage.objects.get().body.raw_data[0]["id"] == first


def test_a_changed_file_changes_its_page(folder):
    folder.load()
    folder.write("01-about.json", key="about", type="home.StandardPage", title="About us")
    folder.load()
    assert StandardPage.objects.get().title == "About us"


def test_a_new_file_stands_where_its_number_says(folder):
    folder.write("09-last.json", key="last", type="home.StandardPage")
    folder.load()
    folder.write("05-middle.json", key="middle", type="home.StandardPage")
    folder.load()
    children = HomePage.objects.get().get_children().order_by("path")
    assert [page.slug for page in children] == ["about", "middle", "last"]
    assert not any(Page.find_problems())


def test_what_an_editor_wrote_is_not_overwritten(folder):
    folder.load()
    about = StandardPage.objects.get()
    about.title = "Written by an editor"
    editor = get_user_model().objects.create_user("editor@example.org")
    about.save_revision(user=editor).publish()
    folder.write("01-about.json", key="about", type="home.StandardPage", title="From the file")
    folder.load()
    assert StandardPage.objects.get().title == "Written by an editor"


def test_what_an_editor_unpublished_stays_unpublished(folder):
    folder.load()
    StandardPage.objects.get().unpublish()
    folder.write("01-about.json", key="about", type="home.StandardPage", title="From the file")
    folder.load()
    assert not StandardPage.objects.get().live


def test_what_an_editor_deleted_stays_deleted(folder):
    folder.load()
    StandardPage.objects.get().delete()
    folder.write("01-about.json", key="about", type="home.StandardPage", title="From the file")
    folder.load()
    assert not StandardPage.objects.exists()


@pytest.mark.parametrize("theme", ["water", "wind"])
def test_a_file_of_the_demo_names_themes_by_key(folder, theme):
    names = {"en": "Water", "es": "Agua"}
    folder.write_file("themes.json", json.dumps([{"key": "water", "names": names}]))
    folder.write("02-cases/page.json", key="cases", type="courses.CaseStudyIndexPage")
    folder.write(
        "02-cases/01-case.json",
        key="case",
        type="courses.CaseStudyPage",
        fields={"organisation": "City", "summary": "In short.", "themes": [theme]},
        body=[{"type": "text", "key": "t", "value": {"html": "<p>It was dry.</p>"}}],
    )
    if theme == "wind":
        with pytest.raises(ContentError, match=r"“themes”: there is no theme “wind”\.$"):
            folder.load()
        return
    folder.load()
    page = CaseStudyPage.objects.get()
    assert list(map(str, page.themes)) == ["Water"]
    Theme.objects.all().delete()
    folder.load()  # what a manager deleted stays away
    assert not Theme.objects.exists()
