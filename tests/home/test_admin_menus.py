"""Who sees what in the menus and on the first page of the admin."""

import re

import pytest
from django.urls import reverse
from wagtail.admin.icons import get_icons

from home.rights.columns import COLUMNS, STAFF
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
IN_THE_ADMIN = [group for role, group in COLUMNS.items() if group and role in STAFF]
TRANSLATIONS = "/admin/localize/reports/translations/"


@pytest.fixture
def first_page(client):
    def get(group):
        client.force_login(UserFactory(groups=[group]))
        return client.get("/admin/").content.decode()

    return get


def test_the_admin_wears_the_mark_of_the_portal(first_page):
    html = first_page("Editors")
    assert '<img class="admin-logo" src="/static/img/favicon.svg"' in html
    assert '<link rel="stylesheet" href="/static/css/admin.css">' in html
    assert ">See the portal</a>" in html


def test_the_admin_of_a_demonstration_says_so(first_page, settings):
    assert "admin-notice" not in first_page("Editors")
    settings.DEMO_NOTICE = True
    assert first_page("Trainers").count("A demonstration with invented people") == 1


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


def menu_props(html):
    """The values that Wagtail draws the side bar with, as JSON."""
    return re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.S)[1]


def menu_urls(html):
    """The addresses in the side bar."""
    return set(re.findall(r'"url": "(/[^"]*)"', menu_props(html)))


@pytest.mark.parametrize("group", IN_THE_ADMIN)
def test_every_menu_item_has_an_icon(first_page, group):
    names = set(re.findall(r'"icon_name": "([^"]+)"', menu_props(first_page(group))))
    assert names
    assert {name for name in names if f'id="icon-{name}"' not in get_icons()} == set()


@pytest.mark.parametrize("group", IN_THE_ADMIN)
def test_every_menu_item_opens(first_page, client, group):
    urls = menu_urls(first_page(group))
    assert urls
    assert {url: status for url in urls if (status := client.get(url).status_code) != 200} == {}


def test_the_search_for_pages_counts_what_it_found(admin_client):
    html = admin_client.get("/admin/pages/search/").content.decode()
    assert re.search(r"1-(\d+) of \1\s+</th>", html)
