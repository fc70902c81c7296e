"""The search page: what it finds, for whom, in which order, with how many queries."""

import re

import pytest
from wagtail.models import Locale

from home.search import PAGE_SIZE, search_pages
from tests.factories.pages import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    StandardPageFactory,
    TrackPageFactory,
)
from tests.factories.training import publish
from tests.html import assert_valid_html, joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def translate(page, language):
    """Publish a copy of `page` in `language`, with the same words."""
    locale = Locale.objects.get(language_code=language)
    page.get_parent().specific.copy_for_translation(locale, alias=True)
    page.copy_for_translation(locale).save_revision().publish()


def titles(query, user, language="en"):
    results = search_pages(query=query, user=user, language=language)
    return [result.page.title for result in results]


def test_words_of_the_body_are_found_and_titles_come_first(visitor):
    StandardPageFactory(
        title="About the programme", body=[("text", {"html": "<p>Tender and award.</p>"})]
    )
    StandardPageFactory(title="The tender", summary="What stands in it.")
    assert titles("tender", visitor) == ["The tender", "About the programme"]


def test_a_result_tells_its_summary_or_the_place_of_the_words(client):
    body = [("text", {"html": "<p>We ask &lt;what&gt; a prize is for, and who pays for it.</p>"})]
    StandardPageFactory(title="Tender", summary="Who may tender.", body=body)
    html = assert_valid_html(client.get("/en/search/?q=tender"))
    assert '<p dir="auto">Who may <mark>tender</mark>.</p>' in html
    html = assert_valid_html(client.get("/en/search/?q=tender+prize"))
    text = "We ask &lt;what&gt; a <mark>prize</mark> is for, and who pays for it."
    assert f'<p dir="auto">{text}</p>' in html


def test_a_result_names_its_kind_and_the_track_above(client):
    index = CaseStudyIndexPageFactory(title="Case studies")
    CaseStudyPageFactory(parent=index, title="Tender in Murcia")
    html = joined(client.get("/en/search/?q=murcia").content.decode())
    assert "<span>Case study</span></p>" in html
    track = TrackPageFactory(title="Buying")
    publish(lambda: ModulePageFactory(title="How a town buys", parent=track))
    html = client.get("/en/search/?q=town").content.decode()
    assert "<span>Module</span> <span><bdi>Buying</bdi></span></p>" in joined(html)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("l’Associazione dell'ambiente", "associazione ambiente"),
        ("Associazione", "l'associazione"),
        ('על מע"מ', "מע״מ"),
        ("على المسؤول", "مسئول"),
        ("في عام ٢٠٢٢", "2022"),
        ("en 2022", "٢٠٢٢"),
        ("open\u00a0data", "open data"),
        ("El año", "ano"),
    ],
)
def test_words_are_found_and_marked_however_they_are_written(client, visitor, words, query):
    StandardPageFactory(title="A page", body=[("text", {"html": f"<p>{words}</p>"})])
    assert titles(query, visitor) == ["A page"]
    assert "<mark>" in client.get("/en/search/", {"q": query}).text


@pytest.mark.parametrize(
    ("language", "words", "query"),
    [
        ("es", "la compra de innovación", "compras"),
        ("en", "Public procurement of innovation", "Procurment"),
        ("it", "L'appalto e l'impresa", "appalti imprese"),
        ("he", "מכרז לחדשנות", "מכרזים"),
        ("ar", "في الشركة والبلدية", "شركات"),
    ],
)
def test_other_endings_are_found_and_marked(client, visitor, language, words, query):
    page = StandardPageFactory(title="A page", body=[("text", {"html": f"<p>{words}</p>"})])
    if language != "en":
        translate(page, language)
    assert titles(query, visitor, language) == ["A page"]
    assert "<mark>" in client.get(f"/{language}/search/", {"q": query}).text


def test_the_words_themselves_come_first(visitor):
    for title, words in (
        ("Cities", "x"),
        ("Body of another form", "cities"),
        ("Body", "One long text about a city, which says very much more than the other does."),
        ("City", "x"),
    ):
        StandardPageFactory(title=title, body=[("text", {"html": f"<p>{words}</p>"})])
    assert titles("city", visitor) == ["City", "Body", "Cities", "Body of another form"]


def test_a_slip_finds_the_nearest_words_and_says_so(client, visitor):
    StandardPageFactory(title="Innovación", summary="Zeppelins too")
    StandardPageFactory(title="A sourcing plan", summary="Suppliers")
    html = assert_valid_html(client.get("/en/search/?q=inovaciom"))
    assert "Nothing found for “inovaciom”." in html
    assert '<a href="/en/search/?q=innovaci%C3%B3n"><bdi>innovación</bdi></a>' in html
    assert "<mark>Innovación</mark>" not in html  # only its summary is shown
    assert titles("inovaciom zepelin", visitor) == ["Innovación"]
    assert titles("sourcimg inovaciom", visitor) == []


def test_no_word_is_offered_of_what_a_person_may_not_find(client, visitor, admin_user):
    StandardPageFactory(title="Clandestine plan", live=False)
    questions = [
        ("true_false", {"prompt": "<p>Is Peppercorn it?</p>", "points": 1, "is_true": True})
    ]
    text = ("text", {"html": "<p>Margenthaler</p>"})
    LessonPageFactory(title="Confidential", body=[text, *questions])
    for query in ("clandestin3", "confidentail", "margenthalre", "pepercorn"):
        html = client.get("/en/search/", {"q": query}).text
        assert "Here is what was found" not in html
        assert titles(query, visitor) == []
    assert titles("margenthalre", admin_user) == ["Confidential"]
    assert titles("pepercorn", admin_user) == []


def test_a_slip_takes_as_many_queries_however_many_pages_there_are(
    visitor, django_assert_max_num_queries
):
    for number in range(12):
        StandardPageFactory(title=f"Tender {number}")
    with django_assert_max_num_queries(10):
        assert search_pages(query="tendre", user=visitor, language="en").paginator.count == 12
    with django_assert_max_num_queries(8):
        assert search_pages(query="zebra", user=visitor, language="en").paginator.count == 0


def test_every_word_must_be_there(visitor):
    StandardPageFactory(title="Cities of the south", summary="Málaga and Murcia")
    assert titles("malag cit", visitor) == ["Cities of the south"]
    assert titles("malaga genoa", visitor) == []


def test_drafts_and_other_languages_are_not_found(visitor):
    draft = StandardPageFactory(title="A secret plan", live=False)
    assert titles("secret", visitor) == []
    draft.save_revision().publish()
    assert titles("secret", visitor) == ["A secret plan"]
    assert titles("secret", visitor, language="es") == []


def test_lessons_of_a_module_that_is_closed_are_not_found(visitor):
    LessonPageFactory(title="The price model", body=[("text", {"html": "<p>Margins</p>"})])
    assert titles("price", visitor) == []
    assert titles("margins", visitor) == []


def test_answers_of_check_questions_are_not_searched(admin_user):
    LessonPageFactory(
        title="Lesson",
        body=[
            (
                "true_false",
                {"prompt": "<p>Is it cheap?</p>", "points": 1, "is_true": True},
            )
        ],
    )
    assert titles("cheap", admin_user) == []


@pytest.mark.parametrize(
    "query", ['"', "\0", " ", "'", "(", "*", "a" * 5000, "word " * 5000, '"unbalanced', "%00", "_"]
)
def test_bad_input_is_answered(client, query):
    response = client.get("/en/search/", {"q": query})
    assert response.status_code == 200
    assert_valid_html(response)


def test_text_is_escaped(client):
    html = client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("page", ["", "0", "-1", "99", "x", "\0"])
def test_unknown_list_pages_are_answered(client, page):
    StandardPageFactory(title="Tender")
    response = client.get("/en/search/", {"q": "tender", "page": page})
    assert response.status_code == 200
    assert "Tender" in response.content.decode()


def test_results_come_in_pages(client):
    for number in range(PAGE_SIZE + 1):
        StandardPageFactory(title=f"Tender {number}")
    first = assert_valid_html(client.get("/en/search/?q=tender"))
    assert "11 pages found" in first
    assert "?q=tender&amp;page=2" in first
    assert 'rel="prev"' in client.get("/en/search/?q=tender&page=2").content.decode()


def test_empty_states(client):
    assert "type a word or two" in client.get("/en/search/").content.decode()
    html = client.get("/en/search/?q=zebra").content.decode()
    assert "Nothing found for “zebra”" in html
    assert "Lessons appear here once they are open to you." in html
    assert '<li><a href="/en/">Home</a></li>' in html


def test_a_passage_that_waits_for_its_translation_says_so(client):
    page = StandardPageFactory(title="Water", summary="Who reads the meters of the tender.")
    page.get_parent().specific.copy_for_translation(
        Locale.objects.get(language_code="ar"), alias=True
    )
    arabic = page.copy_for_translation(Locale.objects.get(language_code="ar"))
    for untranslated, attributes in (("summary", ' lang="en" dir="ltr"'), ("", ' dir="auto"')):
        arabic.untranslated, arabic.live = untranslated, True
        arabic.save()
        html = assert_valid_html(client.get("/ar/search/?q=tender"))
        [shown] = re.findall(r"<p([^>]*)>[^<]*Who reads the meters", html)
        assert shown == attributes


def test_text_in_another_language_says_so(client):
    page = StandardPageFactory(title="Tender")
    locale = Locale.objects.get(language_code="es")
    page.get_parent().specific.copy_for_translation(locale, alias=True)
    page.copy_for_translation(locale, alias=True)
    html = assert_valid_html(client.get("/es/search/?q=tender"))
    assert 'hreflang="en"' in html
    assert "n inglés</span>" in html


@pytest.mark.parametrize("count", [1, 30])
def test_search_takes_as_many_queries_however_much_is_found(
    visitor, count, django_assert_num_queries
):
    for number in range(count):
        StandardPageFactory(title=f"Tender {number}")
    with django_assert_num_queries(8):
        results = search_pages(query="tender", user=visitor, language="en")
        assert results.paginator.count == count
