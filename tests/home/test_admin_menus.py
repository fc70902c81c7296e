"""Who sees what in the menus and on the first page of the admin."""

import pytest
from django.urls import reverse

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TRANSLATIONS = "/admin/localize/reports/translations/"


@pytest.fixture
def first_page(client):
    def get(group):
        client.force_login(UserFactory(groups=[group]))
        return client.get("/admin/").content.decode()

    return get


@pytest.mark.parametrize("group", ["Trainers", "Programme managers"])
def test_who_follows_learners_finds_the_reports_and_nothing_to_write(first_page, group):
    html = first_page(group)
    assert f'class="button" href="{reverse("completion_report")}"' in html
    assert TRANSLATIONS not in html
    assert reverse("wagtailimages:index") not in html


@pytest.mark.parametrize("group", ["Editors", "Publishers"])
def test_who_writes_finds_pages_and_no_learners(first_page, group):
    html = first_page(group)
    assert reverse("completion_report") not in html
    assert TRANSLATIONS in html
    assert reverse("wagtailimages:index") in html


@pytest.mark.parametrize("group", ["Editors", "Trainers"])
def test_news_of_wagtail_are_not_shown(first_page, group):
    assert "What&#x27;s new" not in first_page(group)
    assert "whats-new" not in first_page(group)
