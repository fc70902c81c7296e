"""The demo's pages are translated in full, its quizzes too; lessons and case studies wait."""

import re

import pytest
from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.languages.trees import mirror_pages
from demo.content import read_pages
from demo.files import Files
from demo.management.commands.load_demo import FOLDER
from demo.pages import PageLoader
from demo.po_files import find_po_files
from demo.themes import load_themes
from demo.translations import TranslationLoader

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ENGLISH = {"courses.LessonPage", "courses.CaseStudyPage"}
TRANSLATED = [page for page in read_pages(FOLDER / "content") if page.type not in ENGLISH]


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.key)
def test_a_translated_page_has_a_file_without_gaps_in_each_language(page):
    files = list(find_po_files(page, LANGUAGES))
    assert [file.language for file in files] == LANGUAGES
    first, *others = [list(file.entries()) for file in files]
    for entries in (first, *others):
        assert all(entry.translated() for entry in entries)
        places = [(entry.msgctxt, entry.msgid) for entry in entries]
        assert places == [(entry.msgctxt, entry.msgid) for entry in first]
        assert len(set(places)) == len(places)


@pytest.mark.one_database
@pytest.mark.django_db
def test_every_text_of_these_pages_is_translated():
    pages = load_pages()
    translated = [pages[file.key] for file in TRANSLATED]
    for page in translated:
        source = TranslationSource.objects.get_for_instance(page)
        texts = source.stringsegment_set.count()
        for translation in source.translations.all():
            assert translation.get_progress() == (texts, texts), page
            target = translation.get_target_instance()
            assert (target.live, target.alias_of_id) == (True, None)
            assert target.get_url()[3:] == page.get_url()[3:]
    assert Translation.objects.count() == len(TRANSLATED) * len(LANGUAGES)
    assert not StringTranslation.objects.filter(has_error=True).exists()
    others = Page.objects.exclude(translation_key__in=[page.translation_key for page in translated])
    others = others.filter(depth__gt=1, alias_of=None)
    assert {page.locale.language_code for page in others} == {"en"}


def load_pages():
    """Load the demo's pages and their translations, without the people; return them by key."""
    files = Files(FOLDER)
    files.load()
    loader = PageLoader(FOLDER / "content", files, load_themes(FOLDER / "themes.json"))
    loader.load()
    mirror_pages()
    TranslationLoader(loader).load()
    return loader.pages


# Beside words that run from right to left, "2014/24/EU" would be shown as "EU/2014/24".
TURNED = re.compile(r"(?<![\u2066\w/])(?<![A-Za-z] )\d[\d/]*/[A-Z]")


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.key)
def test_numbers_of_laws_keep_their_order_from_right_to_left(page):
    for file in find_po_files(page, ["ar", "he"]):
        assert [entry.msgid for entry in file.entries() if TURNED.search(entry.msgstr)] == []
