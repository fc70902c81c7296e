"""What learners find where a module, or a part of it, went offline."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.timezone import now

from learning.models import Activity
from learning.records.completion import complete_activity
from learning.records.enrolment import withdraw
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MY_LEARNING = "/en/my-learning/"
OFFLINE = "This module is not offered at the moment"
FULL_TILE = 'class="tile tile-sme tile-complete"'


def take_offline(page):
    """Unpublish `page` and what is below it, as an editor does in the admin."""

    def unpublish():
        for each in [page, *page.get_descendants()]:
            each.specific.unpublish()

    publish(unpublish)


def test_the_old_addresses_tell_learners_what_became_of_it(client):
    page, (lesson,) = published_module()
    quiz = publish(lambda: QuizPageFactory(parent=page))
    module, track = module_of(page), page.get_parent().specific
    active, left = (EnrolmentFactory(module=module).learner for _number in range(2))
    withdraw(learner=left, module=module, actor=ACTOR)
    addresses = [each.url for each in (page, lesson, quiz)]
    stranger = UserFactory()
    take_offline(page)
    for learner in (active, left):
        client.force_login(learner)
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 404
            assert_valid_html(response)
            html = response.text
            assert OFFLINE in html
            assert page.title in html
            assert "What you did here is kept." in html
            assert ("you can come back" in html) == (learner == left)
            assert "0 of 2 done" in html
            assert f'class="button" href="{MY_LEARNING}"' in html
            assert f'href="{track.get_parent().url}"' in html
    enrol = reverse("module_enrol", args=[module.key])
    assert OFFLINE in client.post(enrol).text
    assert "no se ofrece ahora mismo" in client.get(addresses[0].replace("/en/", "/es/")).text
    for user in (stranger, AnonymousUser()):
        client.logout() if user.is_anonymous else client.force_login(user)
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 404
            assert OFFLINE not in response.text
            assert page.title not in response.text
    client.force_login(stranger)
    assert OFFLINE not in client.post(enrol).text


def test_a_lesson_alone_leads_back_to_its_module(client):
    page, (first, second) = published_module(2)
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    address = first.url
    take_offline(first)
    response = client.get(address)
    assert response.status_code == 404
    assert "This part of the module is not offered at the moment" in response.text
    assert f'class="button" href="{page.url}"' in response.text
    assert client.get(second.url).status_code == 200
    assert OFFLINE not in client.get(f"{page.url}nowhere/").text


def test_what_was_completed_stays_said(client):
    page, (lesson,) = published_module()
    learner = EnrolmentFactory(module=module_of(page)).learner
    complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    client.force_login(learner)
    take_offline(page.get_parent())
    html = client.get(page.url).text
    assert "and that stays on your record." in html
    assert html.count(FULL_TILE) == 1
    Activity.objects.update(retired_at=now())  # each went offline by itself, before the module
    assert client.get(MY_LEARNING).text.count(FULL_TILE) == 1


def test_my_learning_of_who_has_nothing_else(client):
    page, _lessons = published_module()
    learner = EnrolmentFactory(module=module_of(page)).learner
    client.force_login(learner)
    take_offline(page)
    html = client.get(MY_LEARNING).text
    assert "Your modules will appear here" not in html
    assert "No longer offered" in html
    assert "0 of 0" not in html
    assert "minutes left" not in html
    assert html.count("Find another module") == 1
    assert "You cannot go on right now" in html
    assert "Find another module" in html
    assert "No module of this track is offered at the moment." in html
    withdraw(learner=learner, module=module_of(page), actor=ACTOR)
    response = client.get(MY_LEARNING)
    assert_valid_html(response)
    html = response.text
    left = html[html.index("Modules that you left") :]
    assert page.title in left
    assert "This is no longer offered." in left
    assert "Choose where to begin" not in html  # there is no module behind any door
    assert "Your modules will appear here" in html
    assert "Find another module" in html
    assert 'href=""' not in html
    assert "Come back" not in html


def test_a_track_without_modules_has_no_wall_and_a_way_on(client):
    page, _lessons = published_module()
    track = page.get_parent().specific
    catalogue = track.get_parent().url
    take_offline(page)
    response = client.get(track.url)
    assert_valid_html(response)
    assert "No module of this track is offered at the moment." in response.text
    assert f'<a class="button" href="{catalogue}">' in response.text
    home = client.get("/en/").text
    assert "No module of this track is offered at the moment." in home
    assert 'class="wall"' not in home[home.index("tracks-title") :]
