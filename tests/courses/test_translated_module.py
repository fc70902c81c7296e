"""A module says in which language it teaches: that of its lessons."""

import pytest
from django.http import QueryDict
from django.utils import translation
from wagtail.models import Locale

from content.languages.trees import mirror_pages
from courses.models import ModulePage
from courses.screens.catalogue import read_catalogue
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def translated(page):
    """`page` in Spanish, no longer an alias."""
    target = page.get_translation(Locale.objects.get(language_code="es"))
    target.alias_of = None
    target.save()
    return target


@pytest.fixture
def module(publishing):
    """A module with two lessons, in five languages."""
    with publishing():
        mirror_pages()
        module = ModulePageFactory()
        LessonPageFactory.create_batch(2, parent=module)
    module.refresh_from_db()
    return module


def badges_in(client, url):
    """How often a page of the site says that something is in English."""
    return client.get(url).text.count('<span class="badge">en inglés</span>')


def language_of(client, page):
    """What the page of the module says, and what the filter of the catalogue finds."""
    html = client.get(page.url).content.decode()
    said = html.partition("<dt>Idioma</dt><dd>")[2].partition("</dd>")[0]
    with translation.override("es"):
        return said, number_in("es")


def number_in(language):
    """How many modules the catalogue finds that teach in `language`."""
    query = QueryDict(f"language={language}")
    return read_catalogue(UserFactory(), query, ModulePage.objects.live()).page.paginator.count


def test_a_translated_module_with_english_lessons_teaches_in_english(client, module, publishing):
    with publishing():
        page = translated(module)
    assert language_of(client, page) == ("Inglés", 1)
    track = page.get_parent()
    for shown in (page, track, track.get_parent()):
        assert badges_in(client, shown.url) == 1
        assert badges_in(client, shown.url.replace("/es/", "/en/")) == 0
    assert number_in("en") == 1


def test_a_lesson_that_is_translated_counts(client, module, publishing):
    with publishing():
        page = translated(module)
        translated(module.get_children().first())
    assert language_of(client, page) == ("Español", 1)
    for shown in (page, page.get_parent()):
        assert badges_in(client, shown.url) == 0
