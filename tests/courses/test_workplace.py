"""Where one works: asked twice at most; the answer decides what is offered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from courses.screens.workplace import is_time_to_ask
from learning.models import Track
from learning.overview import suggested_module
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory, TrackFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.training import module_of, publish
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

START = datetime(2026, 5, 4, 10, tzinfo=UTC)
QUESTION = "Where do you work? It decides which track we offer you."
CHECK = (
    "single_choice",
    {"prompt": "<p>Who?</p>", "options": [{"text": "I", "is_correct": True}, {"text": "You"}]},
)


@pytest.mark.parametrize(
    ("days", "is_time"),
    [
        ([], False),
        ([0], True),
        ([0, 0], False),
        ([0, 6.9], False),
        ([0, 7], True),
        ([0, 1, 30], True),
        ([0, 7, 7], False),
        ([0, 7, 60], False),
    ],
)
def test_it_is_time_at_the_first_lesson_and_at_the_first_after_a_week(days, is_time):
    assert is_time_to_ask([START + timedelta(days=each) for each in days]) is is_time


@pytest.fixture
def lessons():
    """Four lessons of a module; a check completes the first."""

    def make():
        module = ModulePageFactory()
        first = LessonPageFactory(parent=module, completion_rule="checks", body=[CHECK])
        return [first, *(LessonPageFactory(parent=module) for _number in range(3))]

    return publish(make)


def complete(client, lesson):
    """The page that one gets for completing `lesson`."""
    if lesson.completion_rule == "checks":
        lesson.refresh_from_db()
        [block] = lesson.body
        option = block.value["options"].bound_blocks[0].id
        address = reverse("check_answer", args=[lesson.translation_key, block.id])
        return client.post(address, {f"q-{block.id}": option}, follow=True)
    return client.post(reverse("activity_complete", args=[lesson.translation_key]), follow=True)


def test_who_does_not_answer_is_asked_twice_on_the_page_after_a_lesson(
    client, lessons, time_machine
):
    time_machine.move_to(START, tick=False)
    learner = UserFactory(organisation=None)
    EnrolmentFactory(module=module_of(lessons[0].get_parent()), learner=learner)
    client.force_login(learner)
    assert QUESTION not in client.get(lessons[0].url).text
    asked = []
    for lesson, pause in zip(lessons, (0, 1, 7, 30), strict=True):
        time_machine.shift(timedelta(days=pause))
        response = complete(client, lesson)
        asked.append(QUESTION in assert_valid_html(response))
        if asked[-1]:
            here = response.wsgi_request.path
            assert f'href="/en/accounts/organisation/?next={here}"' in response.text
            assert QUESTION not in client.get(here).text
    assert asked == [True, False, True, False]
    for page in ("/en/my-learning/", "/en/"):
        assert QUESTION not in client.get(page).text


def test_a_script_that_reads_the_page_takes_the_question_from_nobody(client, lessons):
    client.force_login(EnrolmentFactory(module=module_of(lessons[0].get_parent())).learner)
    User.objects.update(organisation=None)
    lesson = lessons[1]
    client.post(reverse("activity_complete", args=[lesson.translation_key]))
    assert QUESTION not in client.get(lesson.url, headers={"X-Fragment": "state"}).text
    assert QUESTION in client.get(lesson.url).text


def test_who_has_answered_is_not_asked(client, lessons):
    learner = EnrolmentFactory(module=module_of(lessons[0].get_parent())).learner
    client.force_login(learner)
    assert QUESTION not in complete(client, lessons[1]).text


@pytest.fixture
def tracks():
    """A track for each audience, each with a module."""
    for audience, name in (("civil_servant", "Buying"), ("sme", "Selling")):
        track = TrackFactory(
            audience=audience, titles={"en": f"{name} track"}, paths={"en": f"training/{audience}/"}
        )
        ActivityFactory(module=ModuleFactory(track=track, titles={"en": f"{name} module"}))


@pytest.mark.parametrize(
    ("kind", "offered", "other"),
    [("sme", "Selling", "Buying"), ("public_body", "Buying", "Selling")],
)
def test_the_answer_decides_which_track_is_offered(client, tracks, kind, offered, other):
    client.force_login(UserFactory(organisation=None))
    html = client.get("/en/my-learning/").text
    assert "Selling track" in html  # both doors, as long as nobody knows better
    assert "Buying track" in html
    data = {"kind": kind, "name": "Somewhere", "country": "ES", "next": "/en/my-learning/"}
    html = assert_valid_html(client.post("/en/accounts/organisation/", data, follow=True))
    assert "Your organisation is saved: Somewhere. The track for you: <a href=" in html
    for page in (html, client.get("/en/my-learning/").text):
        assert f"{offered} module" in page
        assert f"{other} track" not in page
        assert "Choose where to begin" not in page
    assert f'<h2 id="next-title"><bdi>{offered} module</bdi></h2>' in client.get("/en/").text


def test_for_others_both_tracks_are_offered(client, tracks):
    client.force_login(UserFactory(organisation=OrganisationFactory(kind="university")))
    html = client.get("/en/my-learning/").text
    assert "Choose where to begin" in html
    assert "Selling track" in html
    assert "Buying track" in html


def test_what_was_begun_is_suggested_first(tracks):
    person = UserFactory(organisation=OrganisationFactory(kind="sme"))
    buying = Track.objects.get(audience="civil_servant")
    assert suggested_module(person, {}).title == "Selling module"
    assert suggested_module(person, {buying.pk: buying}).title == "Buying module"
    assert suggested_module(UserFactory(organisation=None), {}) is None
