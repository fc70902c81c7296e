import pytest
from django.http import QueryDict

from courses.models import ModulePage
from courses.screens.catalogue import read_catalogue
from learning.choices import Audience, Level
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import ModulePageFactory, TrackPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import module_of, publish
from tests.html import assert_valid_html, joined

pytestmark = pytest.mark.django_db
ADDRESS = "/en/training/"


@pytest.fixture
def modules():
    def make():
        track = TrackPageFactory(title="Selling to cities")
        return [
            ModulePageFactory(
                parent=track, title="Market", summary="Find Málaga’s problem.", hours=1
            ),
            ModulePageFactory(
                parent=track, title="Buying", audience=Audience.CIVIL_SERVANT, level=Level.ADVANCED
            ),
            ModulePageFactory(parent=track, title="Both", audience=Audience.EVERYONE, hours=8),
        ]

    return publish(make)


def titles(response):
    return [row.standing.module.title for row in response.context["catalogue"].rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Market", "Buying", "Both"]),
        ("?audience=sme", ["Market", "Both"]),
        ("?audience=civil_servant", ["Buying", "Both"]),
        ("?audience=sme&audience=civil_servant", ["Market", "Buying", "Both"]),
        ("?level=advanced", ["Buying"]),
        ("?hours=short", ["Market"]),
        ("?hours=long&audience=sme", ["Both"]),
        ("?language=en", ["Market", "Buying", "Both"]),
        ("?q=malaga", ["Market"]),
        ("?q=selling+buy", ["Buying"]),
        ("?q=challenge", ["Market", "Buying", "Both"]),
        ("?q=zebra", []),
        ("?level=zzz", ["Market", "Buying", "Both"]),
        ("?page=99", ["Market", "Buying", "Both"]),
        ("?page=x", ["Market", "Buying", "Both"]),
        ("?q=%22", ["Market", "Buying", "Both"]),
        ("?q=%00", ["Market", "Buying", "Both"]),
        ("?q=" + "a" * 10_000, []),
    ],
)
def test_search_and_filters(client, modules, query, found):
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    assert titles(response) == found
    assert_valid_html(response)


def test_every_module_is_counted_under_one_length(client, modules):
    filters = {each.name: each for each in client.get(ADDRESS).context["catalogue"].filters}
    choices = filters["hours"].choices
    assert [choice.label for choice in choices] == [
        "Up to 1 hour",
        "1 to 3 hours",
        "More than 3 hours",
    ]
    assert sum(choice.count for choice in choices) == len(modules)


def test_unknown_values_are_named(client, modules):
    html = client.get(ADDRESS + "?level=zzz").content.decode()
    assert "We do not know the filter “zzz” and left it out." in html


def test_what_was_asked_stays_in_the_form(client, modules):
    html = joined(client.get(ADDRESS + "?audience=sme&q=mark").content.decode())
    assert 'value="sme" checked' in html
    assert 'value="mark"' in html
    assert '<span class="badge">SMEs</span></summary>' in html


def test_nothing_found_says_what_to_do(client, modules):
    html = client.get(ADDRESS + "?q=zebra").content.decode()
    assert "No module matches all of this" in html
    assert "Show all modules" in html
    assert "Search titles, summaries and what you will learn" in html
    assert "The search looks at titles, summaries and what you will learn." in html


def test_a_slip_finds_the_nearest_words_and_says_so(client, modules):
    response = client.get(ADDRESS + "?q=Sellling+Markt&audience=sme")
    assert titles(response) == ["Market"]
    html = response.content.decode()
    assert "Nothing found for “Sellling Markt”" in html
    assert f'<a href="{ADDRESS}?q=selling+market"><bdi>selling market</bdi></a>' in html
    assert 'value="Sellling Markt"' in html
    assert_valid_html(response)
    # A filter that leaves nothing out of what was found is no slip.
    assert "Nothing found for" not in client.get(ADDRESS + "?q=buying&level=basic").text


def test_an_empty_catalogue_says_so(client):
    track = publish(TrackPageFactory)
    publish(track.unpublish)
    response = client.get(ADDRESS)
    assert "No module is published yet" in response.content.decode()
    assert_valid_html(response)


def test_a_learner_sees_where_she_stands(client, modules):
    learner = UserFactory()
    EnrolmentFactory(learner=learner, module=module_of(modules[0]))
    client.force_login(learner)
    rows = client.get(ADDRESS).context["catalogue"].rows
    assert [row.status for row in rows] == ["Enrolled", "", ""]


def test_drafts_and_unpublished_modules_are_not_listed(client, modules):
    publish(modules[1].unpublish)
    assert titles(client.get(ADDRESS)) == ["Market", "Both"]


@pytest.mark.parametrize("rows", [1, 30])
def test_reading_the_catalogue_costs_the_same_however_long(django_assert_num_queries, rows):
    track = publish(TrackPageFactory)
    publish(lambda: [ModulePageFactory(parent=track) for _number in range(rows)])
    learner = UserFactory()
    with django_assert_num_queries(5):  # with the themes, which an edition keeps
        catalogue = read_catalogue(
            learner, QueryDict("audience=sme&q=module"), ModulePage.objects.live()
        )
    assert catalogue.page.paginator.count == rows
