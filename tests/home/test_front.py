"""The first screen of the home page: what it says of the training comes from the pages."""

import re

import pytest
from django.utils.timezone import now, timedelta

from learning.choices import AccessRule
from tests.factories.outline import ActivityFactory, ModuleFactory, TrackFactory
from tests.factories.pages import StandardPageFactory, home_page
from tests.factories.people import UserFactory
from tests.factories.training import publish, published_module
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TITLES = {"en": "First", "es": "Primera"}


@pytest.fixture
def outline():
    """A track for each door; the second lesson of the one for firms is open to everyone."""
    sme = TrackFactory(audience="sme", titles={"en": "Selling"}, paths={"en": "sme/"})
    city = TrackFactory(audience="civil_servant", titles={"en": "Buying"}, paths={"en": "city/"})
    module = ModuleFactory(track=sme, hours="1.5", access=AccessRule.ENROLLED)
    ModuleFactory(track=sme, hours=1, position=2)
    ActivityFactory(module=module, minutes=12, position=1, titles=TITLES)
    ActivityFactory(module=module, minutes=25, position=2, titles=TITLES, access="everyone")
    ActivityFactory(module=module, minutes=90, position=3, kind="quiz", titles={"en": "Quiz"})
    return {"sme": sme, "city": city, "module": module}


def first_screen(client, language="en"):
    html = assert_valid_html(client.get(f"/{language}/"))
    return re.search(r'<div class="home-first">.*?</nav>', html, re.DOTALL)[0]


def plain(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_it_says_what_it_costs_how_long_it_takes_in_which_language_and_what_one_gets(
    client, outline
):
    html = first_screen(client)
    text = plain(html)
    assert "Free of charge 12 to 25 minutes a lesson Lessons in English, Spanish" in text
    assert "At the end: a record to print" in text
    taste = outline["module"].activities.get(access="everyone")
    assert f'<a href="{taste.url}"><bdi>First</bdi></a>' in html
    assert "without an account: First 25 minutes" in text
    assert 'href="/en/sme/"' in html
    assert "0 modules" not in plain(client.get("/en/").text)
    assert "2.5 hours 2 modules I work for a city" in text
    assert text.count("modules") == 1  # an empty track counts none
    assert html.index("<h1") < html.index("home-facts") < html.index('class="doors"')
    client.force_login(UserFactory())
    assert "home-taste" not in first_screen(client)  # who has an account needs none


def test_it_follows_the_pages(client, outline):
    ActivityFactory(module=outline["module"], minutes=25, titles={"en": "Third"})
    outline["module"].activities.filter(position=1).update(minutes=25)
    assert "25 minutes a lesson Lessons in English At" in plain(first_screen(client))
    outline["module"].opens_at = now() + timedelta(days=1)
    outline["module"].save()
    assert "home-taste" not in first_screen(client)  # what is not open yet cannot be tried


def test_what_is_not_known_is_neither_first_nor_large(client):
    page = home_page()
    page.achievements = [
        ("achievement", {"label": "Unknown", "target": 50, "achieved": None, "source": "Report"}),
        ("achievement", {"label": "None at all", "target": 5, "achieved": 0, "source": "Report"}),
    ]
    page.save_revision().publish()
    html = assert_valid_html(client.get("/en/"))
    assert html.index("None at all") < html.index("Unknown")
    assert html.count('class="achievement-value"') == 1
    assert "It is not known how many were reached." in html[html.index("Unknown") :]


def test_a_page_about_a_track_has_one_button_with_the_figures_of_the_track(client):
    module, _lessons = published_module(hours="2.5")
    track = module.get_parent().specific
    page = StandardPageFactory(slug="for-smes", track=track)
    html = assert_valid_html(client.get("/en/for-smes/"))
    main = html[html.index("<main") : html.index("</main>")]
    assert re.findall(r'class="button[^"]*" href="([^"]*)"', main) == [track.url]
    assert f"See the track: {track.title}" in plain(main)
    assert "2.5 hours 1 module Free of charge" in plain(main)
    publish(track.unpublish)
    assert "See the track" not in client.get("/en/for-smes/").text
    page.refresh_from_db()
    assert page.track_id == track.pk  # it comes back with the track
