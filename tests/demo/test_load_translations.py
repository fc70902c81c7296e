"""Translations of the demo are made from PO files, and belong to the editors afterwards."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from demo.errors import ContentError
from home.models import StandardPage
from tests.demo.test_load_pages import writes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BACK = 'Back to <a id="a1">the start</a>.'
SPANISH = {
    ("title", "About"): "El programa",
    ("summary", "Who we are."): "Quiénes somos.",
    ("body.TEXT.html", BACK): 'Volver al <a id="a1">inicio</a>.',
}


def write(folder, texts, name="01-about.es.po"):
    """Write a PO file of `texts`, {(place, English): Spanish}."""
    entries = [
        f'msgctxt "{place}"\nmsgid "{_quoted(english)}"\nmsgstr "{_quoted(spanish)}"\n'
        for (place, english), spanish in texts.items()
    ]
    (folder.content / name).write_text("\n".join(entries), "utf-8")


def _quoted(text):
    return text.replace('"', '\\"')


def spanish():
    return StandardPage.objects.get(locale__language_code="es")


@pytest.fixture
def texts(folder):
    """All texts of the page in the folder, by place and English."""
    Locale.objects.create(language_code="es")
    folder.load()
    block = StandardPage.objects.get(locale__language_code="en").body.raw_data[0]["id"]
    return {(place.replace("TEXT", block), en): es for (place, en), es in SPANISH.items()}


def test_a_translation_is_published_in_the_place_of_the_alias(folder, texts):
    assert spanish().alias_of_id
    alias = spanish().pk
    write(folder, texts)
    folder.load()
    page = spanish()
    assert (page.pk, page.alias_of_id, page.live) == (alias, None, True)
    assert (page.slug, page.title, page.summary) == ("about", "El programa", "Quiénes somos.")
    assert page.draft_title == "El programa"
    home = Page.objects.get(locale__language_code="en", depth=2)
    link = f'<a id="{home.pk}" linktype="page">inicio</a>'
    assert link in page.body[0].value["html"].source
    assert not page.has_unpublished_changes


def test_a_second_run_writes_nothing(folder, texts):
    write(folder, texts)
    folder.load()
    with CaptureQueriesContext(connection) as queries:
        folder.load()
    assert writes(queries) == []


def test_a_changed_file_changes_the_page(folder, texts):
    write(folder, texts)
    folder.load()
    write(folder, texts | {("title", "About"): "Acerca de"})
    folder.load()
    assert spanish().title == "Acerca de"
    assert spanish().summary == "Quiénes somos."


def test_a_changed_page_file_keeps_what_is_still_said(folder, texts, publishing):
    write(folder, texts)
    folder.load()
    folder.write("01-about.json", key="about", type="home.StandardPage", title="About us")
    write(folder, {("title", "About us"): "Sobre nosotros"})
    with publishing():
        folder.load()
    assert spanish().title == "Sobre nosotros"


def test_publishers_find_it_in_the_translation_editor(folder, texts, admin_client):
    write(folder, texts)
    folder.load()
    answer = admin_client.get(f"/admin/pages/{spanish().pk}/edit/")
    assert "wagtail_localize" in answer.templates[0].name
    assert "El programa" in answer.content.decode()


def change_a_text(page):
    """As the translation editor does when one is saved."""
    text = StringTranslation.objects.get(context__path="title")
    text.data, text.tool_name = "Por un editor", ""
    text.save()


def publish(page):
    editor = get_user_model().objects.create_user("editor@example.org")
    page.save_revision(user=editor).publish()


def unpublish(page):
    page.unpublish()


def stop_updates(page):
    Translation.objects.update(enabled=False)


def give_up(page):
    Translation.objects.all().delete()
    Page.objects.filter(pk=page.pk).update(alias_of=page.get_translation(Locale.get_default()))


@pytest.mark.parametrize("act", [change_a_text, publish, unpublish, stop_updates, give_up])
def test_what_an_editor_did_stays(folder, texts, act):
    write(folder, texts)
    folder.load()
    act(spanish())
    before = Page.objects.filter(pk=spanish().pk).values().get()
    write(folder, texts | {("title", "About"): "Acerca de"})
    folder.load()
    assert Page.objects.filter(pk=spanish().pk).values().get() == before


def test_a_page_that_an_editor_changed_is_not_translated(folder, texts):
    publish(StandardPage.objects.get(locale__language_code="en"))
    write(folder, texts)
    folder.load()
    assert spanish().alias_of_id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({("title", "Abuot"): "El programa"}, "01-about.es.po, “Abuot”: the page has no such text"),
        ({("title", "About"): "El <b>programa"}, "01-about.es.po, “About”: the translation has"),
        ({("summary", "Who we are."): '<a id="a1">x</a>'}, "“Who we are.”: the translation has"),
    ],
)
def test_a_wrong_entry_is_named(folder, texts, changes, message):
    write(folder, texts | changes)
    with pytest.raises(ContentError, match=message):
        folder.load()
    assert spanish().alias_of_id


def test_a_malformed_file_is_named(folder, texts):
    (folder.content / "01-about.es.po").write_text("About: El programa", "utf-8")
    with pytest.raises(ContentError, match="is no valid PO file"):
        folder.load()


def test_what_is_not_translated_yet_stays_english(folder, texts):
    write(folder, {("title", "About"): "El programa", ("summary", "Who we are."): ""})
    folder.load()
    assert (spanish().title, spanish().summary) == ("El programa", "Who we are.")
