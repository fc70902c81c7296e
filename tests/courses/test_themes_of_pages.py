"""Modules and case studies point to themes: in the editor, in all languages, for readers."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import TranslationSource

from accounts.models import Theme
from content.languages.trees import mirror_pages
from content.models import ThemeOfPage
from courses.models import CaseStudyPage, ModulePage
from courses.screens.catalogue import read_themes
from tests.factories.pages import CaseStudyPageFactory, ModulePageFactory, TrackPageFactory
from tests.factories.people import OrganisationFactory, ThemeFactory, UserFactory
from tests.factories.training import publish
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CATALOGUE = "/en/training/"
LIST = "/admin/themes/"


@pytest.fixture
def water():
    return ThemeFactory(names={"en": "Water", "es": "Agua", "ar": "المياه"})


@pytest.fixture
def air():
    return ThemeFactory(names={"en": "Clean air"})


def point(page, *themes):
    """Publish `page` with these themes and no others."""
    page.theme_links = [ThemeOfPage(theme=theme) for theme in themes]
    publish(lambda: page.save_revision().publish())
    return type(page).objects.get(pk=page.pk)


def spanish(page):
    return page.get_translation(Locale.objects.get(language_code="es"))


def draft_of(page):
    """The latest version of `page`, as the database has it."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def form_data(page, themes, **changed):
    """What the editor's form of the case study sends, with these themes ticked."""
    data = {
        "title": page.title,
        "slug": page.slug,
        "organisation": "City",
        "minutes": "5",
        "access": page.access,
        "summary": "In short.",
        "body": streamfield([]),
        "sources": streamfield([]),
        "comments": inline_formset([]),
        "seo_title": "",
        "search_description": "",
    }
    return nested_form_data(data | changed) | {"themes": [theme.pk for theme in themes]}


def test_an_editor_ticks_themes_and_a_retired_one_stays(client, water, air):
    light, page = ThemeFactory(names={"en": "Light"}), CaseStudyPageFactory()
    page = point(page, light)
    Theme.objects.filter(pk__in=[light.pk, air.pk]).update(retired_at=timezone.now())
    client.force_login(UserFactory(groups=["Publishers"]))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    field = client.get(url).context["form"].fields["themes"]
    assert list(field.queryset) == [water, light]
    client.post(url, form_data(page, [water, light]))
    assert list(map(str, draft_of(page).themes)) == ["Water", "Light"]
    assert list(page.themes) == [light]  # as it is live
    refused = client.post(url, form_data(page, [air], place="Lorca"))
    [words] = refused.context["form"].errors["themes"]
    assert words.startswith("A theme that you had chosen is no longer in the list.")
    assert "Lorca" in refused.text
    client.post(url, form_data(page, []))
    assert list(draft_of(page).themes) == []
    _live, first, last = page.revisions.order_by("pk")
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, last.pk])
    assert "Water" in client.get(url).text


def test_without_themes_no_editor_is_asked_for_them(client):
    page = publish(ModulePageFactory)
    client.force_login(UserFactory(groups=["Editors"]))
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert "themes" not in form.fields
    assert "<dt>Themes</dt>" not in client.get(page.url).text
    assert 'name="theme"' not in client.get(CATALOGUE).text


def test_readers_see_themes_and_find_modules_by_them(client, water, air):
    track = publish(TrackPageFactory)
    first, second = (
        publish(lambda title=title: ModulePageFactory(parent=track, title=title))
        for title in ("Sea", "Sky")
    )
    point(first, air, water)
    point(second, air)
    html = client.get(first.url).text
    assert re.search(rf'<a href="{CATALOGUE}\?theme={water.pk}"\s*>Water</a>,', html)

    def found(query):
        response = client.get(f"{CATALOGUE}?{query}")
        assert_valid_html(response)
        return [row.standing.module.title for row in response.context["catalogue"].rows]

    assert found(f"theme={water.pk}") == ["Sea"]
    assert found(f"theme={air.pk}") == ["Sea", "Sky"]
    assert found("q=water") == ["Sea"]
    filters = client.get(CATALOGUE).context["catalogue"].filters
    [choices] = [each.choices for each in filters if each.name == "theme"]
    assert [(each.label, each.count) for each in choices] == [("Water", 1), ("Clean air", 2)]
    gone = ThemeFactory(names={"en": "Nobody’s"})
    assert "We do not know the filter" in client.get(f"{CATALOGUE}?theme={gone.pk}").text
    Theme.objects.filter(pk=water.pk).update(names={"en": "Waters"})
    assert "Waters" in client.get(CATALOGUE).text
    publish(first.unpublish)
    assert list(read_themes().names.values()) == ["Clean air"]


def test_a_public_case_study_shows_its_themes(client, water, air):
    page = point(publish(CaseStudyPageFactory), air, water)
    assert "<dt>Themes</dt><dd>Water, Clean air</dd>" in client.get(page.url).text


@pytest.mark.parametrize("model", [ModulePage, CaseStudyPage])
def test_translators_cannot_change_themes(model):
    fields = {each.field_name: each for each in get_translatable_fields(model)}
    field = fields["theme_links"]
    assert field.is_synchronized(model())
    assert not field.is_overridable(model())


def test_themes_are_the_same_in_all_languages(client, water, air, publishing):
    with publishing():
        mirror_pages()
        module = ModulePageFactory()
    module = point(module, water)
    assert list(spanish(module).specific.themes) == [water]  # an alias
    source, _made = TranslationSource.update_or_create_from_instance(module)
    page = spanish(module).specific
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    translation = source.translations.create(target_locale=page.locale)
    with publishing():
        translation.save_target(publish=True)
    assert "<dt>Temas</dt>" in client.get(page.url).text
    assert "Agua</a>" in client.get(page.url).text
    point(module, air)
    assert list(spanish(module).specific.themes) == [air]
    point(module)
    assert list(spanish(module).specific.themes) == []


def test_a_theme_that_a_page_has_is_not_deleted(client, water, air):
    client.force_login(UserFactory(groups=["Programme managers"], organisation=None))
    page = point(publish(CaseStudyPageFactory), water)
    publish(mirror_pages)
    OrganisationFactory().offers.add(water)
    html = client.get(LIST).text
    assert f'<a href="{LIST}usage/{water.pk}/">1</a>' in html
    listed = client.get(f"{LIST}usage/{water.pk}/")
    assert f'href="{page.url}"' in listed.text
    assert list(listed.context["object_list"]) == [Page.objects.get(pk=page.pk)]
    client.post(f"{LIST}delete/{water.pk}/")
    assert "Organisations or pages have this theme" in client.get(f"{LIST}delete/{water.pk}/").text
    assert list(page.themes) == [water]
    client.post(f"{LIST}delete/{air.pk}/")
    assert list(Theme.objects.all()) == [water]


def test_a_draft_whose_theme_is_gone_is_read_without_it(client, water, air):
    page = point(publish(CaseStudyPageFactory))
    page.theme_links = [ThemeOfPage(theme=water), ThemeOfPage(theme=air)]
    page.save_revision()
    water.delete()
    draft = page.get_latest_revision_as_object()
    assert list(draft.themes) == [air]
    publish(lambda: draft.save_revision().publish())
    assert list(CaseStudyPage.objects.get().themes) == [air]


def test_a_copy_has_the_themes_of_its_original(water):
    page = point(publish(CaseStudyPageFactory), water)
    copy = publish(lambda: page.copy(update_attrs={"slug": "again", "title": "Again"}))
    assert list(copy.themes) == [water]
    assert ThemeOfPage.objects.filter(theme=water).count() == 2
