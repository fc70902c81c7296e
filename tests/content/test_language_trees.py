"""Pages that are missing in a language stand there as aliases, in the same place."""

import pytest
from django.conf import settings
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.languages.trees import make_locales, mirror_pages
from learning.models import Activity
from tests.factories.pages import (
    LessonPageFactory,
    ModulePageFactory,
    StandardPageFactory,
    home_page,
)

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture
def _five_languages(publishing):
    """Home pages in all languages."""
    with publishing():
        mirror_pages()


def in_language(page, code):
    return Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=code
    ).first()


def test_mirroring_all_makes_home_pages(publishing):
    with publishing():
        StandardPageFactory(slug="about")
        mirror_pages()
    assert {page.locale.language_code for page in home_page().get_translations()} == set(LANGUAGES)
    assert home_page().get_translations().count() == len(LANGUAGES)
    assert Page.objects.get(locale__language_code="ar", slug="about").url == "/ar/about/"


def test_a_new_language_gets_its_pages(publishing):
    StandardPageFactory(slug="about")
    Locale.objects.get(language_code="it").delete()
    make_locales()
    mirror_pages()
    assert Page.objects.get(locale__language_code="it", slug="about").url == "/it/about/"


def test_mirroring_again_changes_nothing(publishing):
    with publishing():
        LessonPageFactory()
        mirror_pages()
    before = list(Page.objects.values_list("path", "slug", "locale").order_by("path"))
    mirror_pages()
    assert list(Page.objects.values_list("path", "slug", "locale").order_by("path")) == before


def translated_page(publishing, *languages):
    """A live page with its translations into `languages`."""
    with publishing():
        page = StandardPageFactory(
            title="About", summary="What it is.", body=[("text", {"html": "<p>Old</p>"})]
        )
    source, _made = TranslationSource.update_or_create_from_instance(page)
    for language in languages:
        locale = Locale.objects.get(language_code=language)
        with publishing():
            translation = Translation.objects.create(source=source, target_locale=locale)
            for segment in source.stringsegment_set.all():
                StringTranslation.objects.create(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=locale,
                    data=f"{language.upper()} {segment.string.data}",
                )
            translation.save_target(publish=True)
    return page


@pytest.mark.usefixtures("_five_languages")
class TestFollowing:
    def test_a_published_page_stands_in_every_language(self, publishing):
        with publishing():
            page = StandardPageFactory(slug="about", title="About the programme")
        for code in LANGUAGES:
            alias = in_language(page, code)
            assert alias.url == f"/{code}/about/"
            assert alias.alias_of_id == page.pk
            assert alias.live

    def test_a_draft_does_not(self, publishing):
        with publishing():
            page = StandardPageFactory(live=False)
        assert in_language(page, "es") is None
        with publishing():
            page.save_revision().publish()
        assert in_language(page, "es").live

    def test_a_new_title_and_slug_follow(self, publishing):
        with publishing():
            page = StandardPageFactory(slug="about", title="About")
        page.slug, page.title = "programme", "The programme"
        with publishing():
            page.save_revision().publish()
        alias = in_language(page, "it")
        assert (alias.url, alias.title) == ("/it/programme/", "The programme")

    def test_a_move_and_a_new_order_follow(self, publishing):
        with publishing():
            first = ModulePageFactory()
            second = ModulePageFactory(parent=first.get_parent().specific)
            lessons = LessonPageFactory.create_batch(3, parent=first)
        with publishing():
            lessons[0].move(second, pos="last-child")
        assert in_language(lessons[0], "he").get_parent().pk == in_language(second, "he").pk
        lessons[2].refresh_from_db()
        lessons[1].refresh_from_db()
        with publishing():
            lessons[2].move(lessons[1], pos="left")
        children = in_language(first, "he").get_children()
        assert [child.translation_key for child in children] == [
            lessons[2].translation_key,
            lessons[1].translation_key,
        ]

    def test_unpublishing_follows(self, publishing):
        with publishing():
            page = StandardPageFactory()
        with publishing():
            page.unpublish()
        assert not in_language(page, "es").live

    def test_a_deleted_page_goes_everywhere(self, publishing):
        with publishing():
            parent = StandardPageFactory()
            child = StandardPageFactory(parent=parent)
        with publishing():
            Page.objects.get(pk=parent.pk).delete()
        assert not Page.objects.filter(translation_key=parent.translation_key).exists()
        assert not Page.objects.filter(translation_key=child.translation_key).exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_an_alias_has_an_address_in_the_outline_and_no_title(self, publishing):
        with publishing():
            page = LessonPageFactory(title="Read a sheet", slug="read")
        row = Activity.objects.get()
        assert row.titles == {"en": "Read a sheet"}
        assert set(row.paths) == {"en", *LANGUAGES}
        assert row.paths["ar"] == row.paths["en"]
        with translation.override("ar"):
            assert (row.title, row.title_language) == ("Read a sheet", "en")
        with publishing():
            page.unpublish()
        row.refresh_from_db()
        assert (row.is_active, row.titles) == (False, {"en": "Read a sheet"})

    def test_a_translation_is_refreshed_when_its_source_is_published(self, publishing):
        page = translated_page(publishing, "es")
        assert in_language(page, "es").title == "ES About"
        page.body[0].value["html"].source = "<p>New</p>"
        with publishing():
            page.save_revision().publish()
        target = in_language(page, "es").specific
        assert target.title == "ES About"
        assert "New" in target.body[0].value["html"].source
        assert in_language(page, "it").specific.body[0].value["html"].source == "<p>New</p>"

    def test_what_goes_together_comes_back_together(self, publishing, admin_client):
        page = translated_page(publishing, "es", "it")
        spanish, italian = in_language(page, "es"), in_language(page, "it")
        for gone in (italian, page):
            with publishing():
                admin_client.post(f"/admin/pages/{gone.pk}/unpublish/")
        assert not in_language(page, "es").live
        with publishing():
            page.save_revision().publish()
        assert in_language(page, "es").live
        assert in_language(page, "ar").live
        assert not in_language(page, "it").live  # it was offline before
        with publishing():
            admin_client.post(f"/admin/pages/{spanish.pk}/unpublish/")
        with publishing():
            page.save_revision().publish()
        assert not in_language(page, "es").live
