"""Editors see a page before it is published, also one that was never saved."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories.pages import CaseStudyIndexPageFactory, StandardPageFactory, home_page
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db

BODY = streamfield([("heading", {"text": "A heading", "level": "h2"})])


def standard(**fields):
    data = {"title": "Draft title", "slug": "draft", "summary": "", "body": BODY, "comments": []}
    data["comments-TOTAL_FORMS"] = data["comments-INITIAL_FORMS"] = "0"
    return nested_form_data({**data, **fields})


def test_preview_of_a_page_that_is_edited(admin_client):
    page = StandardPageFactory()
    url = f"/admin/pages/{page.pk}/edit/preview/"
    assert admin_client.post(url, standard()).json()["is_valid"]
    html = assert_valid_html(admin_client.get(url))
    assert "Draft title" in html
    assert "A heading" in html


def test_preview_of_a_new_page_below_another(admin_client):
    parent = StandardPageFactory(title="About")
    url = f"/admin/pages/add/home/standardpage/{parent.pk}/preview/"
    assert admin_client.post(url, standard()).json()["is_valid"]
    assert "Draft title" in assert_valid_html(admin_client.get(url))


def test_preview_of_the_home_page(admin_client):
    url = f"/admin/pages/{home_page().pk}/edit/preview/"
    data = standard(
        headline="A new headline",
        sme_door_text="In",
        city_door_text="In",
        story_text=rich_text("<p>Story</p>"),
        achievements=streamfield([]),
    )
    assert admin_client.post(url, data).json()["is_valid"]
    assert "A new headline" in assert_valid_html(admin_client.get(url))


def test_preview_of_a_new_case_study(admin_client):
    index = CaseStudyIndexPageFactory()
    url = f"/admin/pages/add/courses/casestudypage/{index.pk}/preview/"
    data = standard(minutes=8, organisation="A hospital", sources=streamfield([]))
    assert admin_client.post(url, data).json()["is_valid"]
    assert "A hospital" in assert_valid_html(admin_client.get(url))
