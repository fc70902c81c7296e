"""The short way to a page leads where Wagtail's own leads, or nowhere."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from content.languages.trees import mirror_pages
from courses.routing import find_page
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    home_page,
)

pytestmark = pytest.mark.django_db
PATHS = [
    "",
    "training/",
    "training/smes/",
    "training/smes/market/",
    "training/smes/market/lesson/",
    "training/smes/market/quiz/",
    "training/smes/market/case/",
    "training/smes/market/draft/",
    "training/smes/market/new-slug/",
    "training/smes/market/nothing/",
    "training/smes/other/lesson/",
    "training/smes/other/quiz/",
    "training/smes/market/lesson/more/",
    "case-studies/open/",
    "a/b/c/lesson/",
]


@pytest.fixture
def site(publishing):
    with publishing():
        module = ModulePageFactory(slug="market", parent__slug="smes")
        pages = {
            "module": module,
            "other": ModulePageFactory(slug="other", parent=module.get_parent().specific),
            "lesson": LessonPageFactory(slug="lesson", parent=module),
            "quiz": QuizPageFactory(slug="quiz", parent=module),
            "case": CaseStudyPageFactory(slug="case", parent=module),
            "draft": LessonPageFactory(slug="draft", parent=module, live=False),
            "open": CaseStudyPageFactory(slug="open"),
        }
        mirror_pages()
    return pages


def as_it_is(site):
    pass


def module_unpublished(site):
    site["module"].unpublish()


def lesson_unpublished(site):
    site["lesson"].unpublish()


def slug_changed(site):
    site["lesson"].slug = "new-slug"
    site["lesson"].save_revision().publish()


def moved(site):
    site["quiz"].move(site["other"], pos="last-child")


def deleted(site):
    site["lesson"].delete()


def home_renamed(site):
    home = home_page()
    home.slug = "start"
    home.save()


def arabic_home_unpublished(site):
    Page.objects.get(depth=2, locale__language_code="ar").specific.unpublish()


def arabic_home_deleted(site):
    Page.objects.get(depth=2, locale__language_code="ar").specific.delete()


def second_site(site):
    Site.objects.create(hostname="other.example", root_page=site["module"])


def wagtails_own(path, host="localhost"):
    request = RequestFactory().get("/", HTTP_HOST=host)
    result = Page.route_for_request(request, path)
    return result and result[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "state",
    [
        as_it_is,
        module_unpublished,
        lesson_unpublished,
        slug_changed,
        moved,
        deleted,
        home_renamed,
        arabic_home_unpublished,
        arabic_home_deleted,
        second_site,
    ],
    ids=lambda state: state.__name__,
)
def test_both_ways_lead_to_the_same_page(site, publishing, state, language):
    with publishing():
        state(site)
    found = 0
    with translation.override(language):
        for path in PATHS:
            page = find_page(path)
            if page:
                found += 1
                assert page == wagtails_own(path).specific
    if state is as_it_is:
        assert found == 4


def test_a_closed_lesson_stays_closed(client, site):
    assert client.get("/en/training/smes/market/lesson/").status_code == 403
    assert client.get("/en/training/smes/market/draft/").status_code == 404


def test_a_password_can_still_be_given(client, site):
    restriction = PageViewRestriction.objects.create(
        page=site["open"], restriction_type="password", password="abc"
    )
    url = site["open"].get_url()
    assert "password" in client.get(url).content.decode()
    action = reverse(
        "wagtailcore_authenticate_with_password", args=[restriction.pk, site["open"].pk]
    )
    client.post(action, {"password": "abc", "return_url": url})
    assert client.get(url).status_code == 200
