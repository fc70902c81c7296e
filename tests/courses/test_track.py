from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from courses.models import ModulePage
from courses.screens.track import read_track
from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import ModulePageFactory, TrackPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def test_the_public_sees_whole_tiles_and_no_progress(client):
    page, _lessons = published_module(2)
    track = page.get_parent().specific
    response = client.get(track.url)
    assert_valid_html(response)
    html = response.content.decode()
    assert track.outcome in html
    assert f'href="{page.url}"' in html
    assert "In progress" not in html
    assert response.context["screen"].wall == [{"done": [True, True], "motif": "sme"}]


def test_a_learner_sees_how_far_the_track_is(client):
    page, (first, second) = published_module(2)
    learner = EnrolmentFactory(module=module_of(page)).learner
    complete_activity(learner=learner, activity=activity_of(first), actor=ACTOR)
    client.force_login(learner)
    track = page.get_parent().specific
    response = client.get(track.url)
    assert "In progress" in response.content.decode()
    assert response.context["screen"].wall == [{"done": [True, False], "motif": "sme"}]
    complete_activity(learner=learner, activity=activity_of(second), actor=ACTOR)
    html = client.get(track.url).content.decode()
    assert "Completed on" in html
    published_module(parent=track)
    for address in (track.url, "/en/my-learning/"):
        html = client.get(address).text
        assert "Completed on" in html
        assert "1 module was added since" in html


def test_the_button_leads_to_what_comes_next_in_the_track():
    page, (first, second) = published_module(2)
    track = page.get_parent().specific
    (later,) = publish(lambda: [ModulePageFactory(parent=track)])
    learner = UserFactory()

    def step_of(user):
        step = read_track(user, track, ModulePage.objects.live()).step
        return step.kind, step.title

    assert step_of(AnonymousUser()) == ("start", page.title)
    assert step_of(learner) == ("start", page.title)
    EnrolmentFactory(module=module_of(page), learner=learner)
    assert step_of(learner) == ("go_on", first.title)
    for lesson in (first, second):
        complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    assert step_of(learner) == ("start", later.title)
    EnrolmentFactory(module=module_of(later), learner=learner, completed_at=timezone.now())
    assert step_of(learner) == ("review", page.title)


def test_the_button_passes_over_modules_that_are_not_open():
    page, (lesson,) = published_module()
    track = page.get_parent().specific
    opens_at = timezone.now() + timedelta(days=1)
    publish(lambda: ModulePageFactory(parent=track, opens_at=opens_at))
    learner = EnrolmentFactory(module=module_of(page)).learner
    complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    step = read_track(learner, track, ModulePage.objects.live()).step
    assert (step.kind, step.title) == ("review", page.title)
    publish(page.unpublish)
    assert read_track(AnonymousUser(), track, ModulePage.objects.live()).step is None


def test_the_button_of_a_track_stands_on_its_page(client):
    page, (lesson,) = published_module()
    track = page.get_parent().specific
    html = client.get(track.url).content.decode()
    assert f'href="{page.url}">Start: {page.title}' in html
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    assert f'href="{lesson.url}">Continue: {lesson.title}' in client.get(track.url).content.decode()


def test_an_empty_track_says_so(client):
    page, _lessons = published_module()
    track = page.get_parent().specific
    publish(page.unpublish)
    html = client.get(track.url).text
    assert "No module of this track is offered at the moment." in html
    assert "Find another module" in html
    assert "0 modules" not in html
    new = publish(lambda: TrackPageFactory(parent=track.get_parent().specific))
    assert "The first module is being written." in client.get(new.url).text
    assert "0 hours" not in html


def test_a_track_never_published_has_a_preview():
    page, _lessons = published_module()
    track = page.get_parent().specific
    publish(track.unpublish)
    assert track.make_preview_request(preview_mode="").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_reading_a_track_costs_the_same_however_long(django_assert_num_queries, rows):
    page, _lessons = published_module()
    track = page.get_parent().specific
    publish(lambda: [ModulePageFactory(parent=track) for _number in range(rows - 1)])
    learner = UserFactory()
    with django_assert_num_queries(6):
        assert len(read_track(learner, track, ModulePage.objects.live()).rows) == rows
