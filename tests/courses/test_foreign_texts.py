"""What is not in the page's language says in which it is: a screen reader speaks it so."""

import re

import pytest
from wagtail.models import Locale, Page

from content.languages.trees import mirror_pages
from learning.choices import AccessRule
from tests.factories.pages import CaseStudyPageFactory, LessonPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db
SOURCE = [("source", {"title": "Guidance of 2021", "url": "https://example.org/", "note": "p. 3"})]
ENGLISH = ' lang="en" dir="ltr"'


def in_spanish(page):
    """The page of the same text in Spanish, translated."""
    found = page.get_translation(Locale.objects.get(language_code="es"))
    found.alias_of = None
    found.title = f"ES {page.title}"
    found.save()
    return found


@pytest.fixture
def lessons(publishing):
    """Three open lessons of a module; only the last one is translated."""
    with publishing():
        mirror_pages()
        module = ModulePageFactory(access=AccessRule.EVERYONE, sources=SOURCE)
        lessons = [
            LessonPageFactory(parent=module, title=title, sources=SOURCE)
            for title in ("Who buys", "What for", "By when")
        ]
    with publishing():
        in_spanish(Page.objects.get(pk=module.pk).specific)
        in_spanish(Page.objects.get(pk=lessons[2].pk).specific)
    return lessons


def page_in(client, code, page):
    """The text of `page` in the language of `code`."""
    return client.get(page.url.replace("/en/", f"/{code}/")).text


def test_names_in_the_outline(client, lessons):
    html = page_in(client, "es", lessons[0].get_parent())
    assert f"<bdi{ENGLISH}>Who buys</bdi>" in html
    assert "<bdi>ES By when</bdi>" in html
    assert "todavía no en tu idioma" in html
    assert f"<bdi{ENGLISH}>" not in page_in(client, "en", lessons[0].get_parent())


def test_a_summary_that_waits_for_its_translation(client, lessons, publishing):
    module = lessons[0].get_parent()
    spanish = module.get_translation(Locale.objects.get(language_code="es")).specific
    for untranslated, attributes in (("summary", ENGLISH), ("", "")):
        with publishing():
            spanish.summary, spanish.untranslated = "What a city buys.", untranslated
            spanish.save()
        html = page_in(client, "es", module.get_parent())
        assert f"<bdi{attributes}>What a city buys.</bdi>" in html


def test_names_of_the_neighbours(client, lessons):
    html = page_in(client, "es", lessons[1])
    before, after = (
        re.search(rf'<a[^>]* rel="{rel}".*?</a>', html, re.DOTALL)[0] for rel in ("prev", "next")
    )
    assert f"<span{ENGLISH}>Who buys</span>" in before
    assert "<bdi>ES By when</bdi>" in after


def test_sources_follow_the_text(client, lessons):
    section = '<section aria-labelledby="sources-title" class="sources-part stack"'
    assert f"{section}{ENGLISH}>" in page_in(client, "ar", lessons[0])
    assert f"{section}>" in page_in(client, "es", lessons[2])


def test_facts_of_a_case_study_in_a_list(client, publishing):
    with publishing():
        mirror_pages()
        case = CaseStudyPageFactory(organisation="City of Genoa", place="Genoa", year="2019")
    html = page_in(client, "ar", case.get_parent())
    for fact in ("City of Genoa", "Genoa", "2019"):
        assert f"<bdi{ENGLISH}>{fact}</bdi>" in html
