"""The home page, standard pages and case studies, as visitors see them."""

import pytest
from wagtail.models import Locale

from courses.models import LessonPage
from learning.models import Activity
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory, TrackFactory
from tests.factories.pages import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    StandardPageFactory,
    home_page,
)
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def track():
    track = TrackFactory(titles={"en": "Selling to cities"}, paths={"en": "training/smes/"})
    ActivityFactory.create_batch(3, module=ModuleFactory(track=track, hours=2))
    return track


@pytest.fixture
def front():
    """The home page with everything that it can hold."""
    story = StandardPageFactory(slug="story")
    page = home_page()
    page.lead = "Here you learn how."
    page.story_title = "A free bay"
    page.story_text = "<p>Four <b>cities</b> tried it.</p>"
    page.story_figure = "4"
    page.story_figure_label = "cities"
    page.story_source = "Murcia, 2023"
    page.story_page = story
    page.achievements = [
        (
            "achievement",
            {"label": "Solutions", "target": 5, "achieved": 7, "source": "Report"},
        ),
        ("achievement", {"label": "SMEs", "target": 50, "achieved": None, "source": "Report"}),
    ]
    page.body = [("heading", {"text": "How you learn", "level": "h2"})]
    page.save_revision().publish()
    return page


def test_home_has_doors_tracks_story_and_achievements(client, track, front):
    html = assert_valid_html(client.get("/en/"))
    assert 'class="door door-sme" href="/en/training/smes/"' in html
    assert "Selling to cities" in html
    assert "Read the whole story" in html
    assert "Target: 5" in html
    assert "Continue" not in html


def test_home_without_anything_stands(client):
    assert_valid_html(client.get("/en/"))


@pytest.mark.parametrize("count", [1, 3])
def test_home_is_true_however_many_tracks_there_are(client, count):
    for _number in range(count):
        ActivityFactory()
    html = client.get("/en/").content.decode()
    assert html.count('class="track ') == count
    assert '<h2 id="tracks-title">The training, one tile for each module</h2>' in html


def test_home_leads_a_learner_on(client, track):
    activity = Activity.objects.order_by("position").first()
    enrolment = EnrolmentFactory(module=activity.module)
    client.force_login(enrolment.learner)
    html = assert_valid_html(client.get("/en/"))
    assert html.index(f'class="button" href="{activity.url}"') < html.index("<h1")


@pytest.mark.parametrize("count", [1, 30])
def test_home_takes_as_many_queries_however_much_there_is(
    client, front, count, django_assert_num_queries
):
    for _number in range(count):
        ActivityFactory()
        StandardPageFactory(show_in_menus=True)
    client.get("/en/")
    with django_assert_num_queries(15):
        client.get("/en/")


def test_standard_page_shows_where_it_stands_and_what_is_below(client):
    about = StandardPageFactory(title="About", slug="about", summary="What we did.")
    partners = StandardPageFactory(title="Partners", slug="partners", parent=about)
    html = assert_valid_html(client.get("/en/about/"))
    assert 'href="/en/about/partners/"' in html
    html = assert_valid_html(client.get(partners.url))
    assert '<ol class="breadcrumb"><li><a href="/en/about/"><bdi>About</bdi></a></li></ol>' in html


def test_a_trail_names_nothing_that_is_offline(client):
    hidden = StandardPageFactory(title="Unfinished thoughts", live=False)
    below = StandardPageFactory(parent=hidden)
    answer = client.get(below.url)
    assert answer.status_code == 200
    assert "Unfinished thoughts" not in answer.text


@pytest.mark.parametrize("count", [1, 30])
def test_standard_page_takes_as_many_queries_however_many_are_below(
    client, count, django_assert_num_queries
):
    about = StandardPageFactory(slug="about")
    for _number in range(count):
        StandardPageFactory(parent=about)
    client.get("/en/about/")
    with django_assert_num_queries(11):
        client.get("/en/about/")


def test_page_that_is_not_translated_says_so(client):
    spanish = Locale.objects.get(language_code="es")
    home_page().copy_for_translation(spanish).save_revision().publish()
    StandardPageFactory(slug="about", title="About").copy_for_translation(spanish, alias=True)
    html = assert_valid_html(client.get("/es/about/"))
    assert 'class="prose" lang="en" dir="ltr"' in html
    assert 'rel="canonical" href="http://localhost:8000/en/about/"' in html


def test_a_story_leads_to_its_page_in_the_language_of_the_reader(client):
    spanish = Locale.objects.get(language_code="es")
    home = home_page()
    story = StandardPageFactory(slug="parking")
    home.story_title, home.story_page = "A free bay", story
    home.save()
    home.copy_for_translation(spanish).save_revision().publish()
    story.copy_for_translation(spanish, alias=True)
    assert 'href="/es/parking/"' in client.get("/es/").content.decode()


def test_translations_are_named_in_the_head(client):
    spanish = Locale.objects.get(language_code="es")
    home_page().copy_for_translation(spanish).save_revision().publish()
    html = assert_valid_html(client.get("/es/"))
    assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/">' in html
    assert '<link rel="alternate" hreflang="x-default" href="http://localhost:8000/en/">' in html
    assert 'rel="canonical"' not in html


def test_case_studies(client):
    index = CaseStudyIndexPageFactory()
    assert "No case study yet" in assert_valid_html(client.get(index.url))
    CaseStudyPageFactory(
        parent=index, slug="beds", title="Clean beds", key_result="35 % lower cost per bed"
    )
    html = assert_valid_html(client.get(index.url))
    assert "Clean beds" in html
    assert "35 % lower cost" in html
    html = assert_valid_html(client.get("/en/case-studies/beds/"))
    assert "A hospital" in html
    assert 'href="/en/case-studies/"' in html


@pytest.mark.parametrize("count", [1, 30])
def test_case_studies_take_as_many_queries_however_many(client, count, django_assert_num_queries):
    index = CaseStudyIndexPageFactory()
    for _number in range(count):
        CaseStudyPageFactory(parent=index)
    client.get(index.url)
    with django_assert_num_queries(11):
        client.get(index.url)


@pytest.mark.parametrize("count", [1, 30])
def test_case_studies_say_in_which_language_they_are(client, count, django_assert_num_queries):
    index = CaseStudyIndexPageFactory()
    for _number in range(count):
        CaseStudyPageFactory(parent=index)
    spanish = Locale.objects.get(language_code="es")
    for page in (index, *index.get_children()):
        page.specific.copy_for_translation(spanish, copy_parents=True, alias=True)
    html = assert_valid_html(client.get("/es/case-studies/"))
    assert html.count("en inglés</span>") == count
    with django_assert_num_queries(14):
        client.get("/es/case-studies/")


def test_drafts_are_not_there(client):
    StandardPageFactory(slug="draft", live=False)
    assert client.get("/en/draft/").status_code == 404
    assert not LessonPage.objects.exists()
