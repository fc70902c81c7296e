"""The feed of what is new: what stands in it, for whom, and how it reads."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Locale

from content.languages.trees import mirror_pages
from learning.choices import AccessRule
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    StandardPageFactory,
    TrackPageFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import module_of, publish
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def published(factory, **fields):
    """A page of `factory` that was published now, unless `fields` say otherwise."""
    return factory(**{"first_published_at": timezone.now(), **fields})


def parse(client, language):
    return ElementTree.fromstring(client.get(f"/{language}/feed/").content)  # noqa: S314 -- ours


def entries(client, language="en"):
    return parse(client, language).findall(f"{ATOM}entry")


def titles(client, language="en"):
    return [entry.find(f"{ATOM}title").text for entry in entries(client, language)]


def test_the_newest_stands_first(client):
    def make():
        track, now = TrackPageFactory(), timezone.now()
        for age, title in ((2, "Older"), (0, "Newest"), (1, "Newer")):
            published(
                ModulePageFactory, parent=track, title=title, first_published_at=now - age * DAY
            )

    publish(make)
    assert titles(client) == ["Newest", "Newer", "Older"]


def test_an_entry_tells_what_it_is_and_where(client):
    page = publish(
        lambda: published(ModulePageFactory, title="Buy & test", summary="How a city <buys>.")
    )
    [entry] = entries(client)
    assert entry.find(f"{ATOM}title").text == "Buy & test"
    assert entry.find(f"{ATOM}summary").text == "How a city &lt;buys&gt;."
    assert entry.find(f"{ATOM}link").get("href") == f"http://localhost:8000{page.url}"
    assert entry.find(f"{ATOM}category").get("term") == "Module"
    assert entry.find(f"{ATOM}id").text.startswith("urn:uuid:")


def test_an_entry_keeps_its_name_when_title_and_address_change(client):
    page = publish(lambda: published(ModulePageFactory))
    name = entries(client)[0].find(f"{ATOM}id").text
    page.title, page.slug = "Another", "another"
    publish(lambda: page.save_revision().publish())
    [entry] = entries(client)
    assert entry.find(f"{ATOM}title").text == "Another"
    assert entry.find(f"{ATOM}id").text == name


@pytest.mark.parametrize("access", AccessRule.values)
@pytest.mark.parametrize("who", ["anonymous", "enrolled", "editor"])
def test_only_what_everyone_may_read_is_new_whoever_asks(client, access, who):
    def make():
        module = published(ModulePageFactory, title="Module", access=access)
        LessonPageFactory(title="Lesson", parent=module)
        QuizPageFactory(title="Quiz", parent=module)
        published(CaseStudyPageFactory, title="Case in a module", parent=module)
        index = published(CaseStudyPageFactory, title="Case for all").get_parent()
        published(CaseStudyPageFactory, title="Draft", parent=index, live=False)
        hidden = TrackPageFactory(parent=module.get_parent().get_parent().specific, live=False)
        published(ModulePageFactory, title="Below a draft", parent=hidden)
        StandardPageFactory(title="About")
        return module

    module = publish(make)
    if who == "enrolled":
        client.force_login(EnrolmentFactory(module=module_of(module)).learner)
    elif who == "editor":
        client.force_login(UserFactory(groups=["Editors"]))
    expected = {"Module", "Case for all"}
    expected |= {"Case in a module"} if access == AccessRule.EVERYONE else set()
    assert set(titles(client)) == expected


def test_what_is_not_open_yet_does_not_stand_in_it(client):
    def make():
        opens_at = timezone.now() + DAY
        module = published(
            ModulePageFactory, access=AccessRule.EVERYONE, opens_at=opens_at, title="Soon"
        )
        published(CaseStudyPageFactory, title="Case", parent=module)

    publish(make)
    assert titles(client) == ["Soon"]


def test_every_language_has_its_feed(client):
    case = publish(lambda: published(CaseStudyPageFactory, title="A clean bed"))
    publish(mirror_pages)
    spanish = Locale.objects.get(language_code="es")
    alias = case.get_translation(spanish)
    [entry] = entries(client, "es")
    assert entry.find(f"{ATOM}link").get("href").endswith(alias.url)
    assert entry.get(LANG) == "en"
    assert entries(client)[0].get(LANG) is None
    feed = parse(client, "ar")
    assert feed.get(LANG) == "ar"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://localhost:8000/ar/feed/"


def test_pages_lead_to_the_feed_of_their_language(client):
    html = assert_valid_html(client.get("/en/search/"))
    assert 'type="application/atom+xml"' in html
    assert 'href="/en/feed/"' in html
    assert 'href="/ar/feed/"' in client.get("/ar/search/").content.decode()


def test_a_feed_that_is_known_is_not_sent_again(client):
    publish(lambda: published(ModulePageFactory))
    response = client.get("/en/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    again = client.get("/en/feed/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert "Cookie" not in response.get("Vary", "")
    assert client.post("/en/feed/").status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_the_feed_takes_as_many_queries_however_much_is_new(
    client, count, django_assert_num_queries
):
    def make():
        track, index = TrackPageFactory(), CaseStudyIndexPageFactory()
        for _number in range(count):
            published(ModulePageFactory, parent=track)
            published(CaseStudyPageFactory, parent=index)

    publish(make)
    client.get("/en/feed/")
    with django_assert_num_queries(6):
        assert len(entries(client)) <= 20


def test_the_tile_stands_where_programs_look_for_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith(".png")


def test_texts_that_were_there_before_they_were_cleaned_break_no_feed(client):
    case = published(CaseStudyPageFactory)
    type(case).objects.update(title="Water\x0bin\ufffe Murcia", summary="Less\u2028water\x1f\ud7ff")
    [entry] = parse(client, "en").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Water in Murcia"
    assert entry.findtext(f"{ATOM}summary") == "Less water \ud7ff"
