"""What a page and an action of a learner cost the database: the same with 1 and with 30 rows.

The pages are asked for twice: what an edition keeps is there at the second time. The tests commit,
because inside a transaction nothing is kept.
"""

import pytest
from django.urls import reverse

from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, published_module
from tests.queries import assert_queries

ROWS = pytest.mark.parametrize("rows", [1, 30])
pytestmark = [pytest.mark.django_db(transaction=True), ROWS]


@pytest.fixture
def module(rows):
    return published_module(rows, in_sequence=True)


@pytest.fixture
def learner(client, module):
    page, _lessons = module
    learner = EnrolmentFactory(module=module_of(page)).learner
    client.force_login(learner)
    return learner


def test_lesson(client, module, learner):
    _page, (lesson, *_others) = module
    client.get(lesson.url)
    with assert_queries(3):
        assert client.get(lesson.url).status_code == 200


def test_module(client, module, learner):
    page, _lessons = module
    client.get(page.url)
    with assert_queries(3):
        assert client.get(page.url).status_code == 200


def test_module_for_a_stranger(client, module):
    page, _lessons = module
    client.force_login(UserFactory())
    client.get(page.url)
    with assert_queries(5):
        assert client.get(page.url).status_code == 200


def test_my_learning(client, rows):
    learner = UserFactory()
    for number in range(rows):
        activity = ActivityFactory()
        EnrolmentFactory(learner=learner, module=activity.module)
        if number % 2:
            complete_activity(learner=learner, activity=activity, actor=ACTOR)
    client.force_login(learner)
    client.get("/en/my-learning/")
    with assert_queries(4):
        assert client.get("/en/my-learning/").status_code == 200


def test_mark_complete(client, module, learner, rows):
    page, lessons = module
    for lesson in lessons[:-2]:
        complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    lesson = lessons[-2 if rows > 1 else -1]
    address = reverse("activity_complete", args=[lesson.translation_key])
    if rows == 1:  # not the last: finishing is counted below
        ActivityFactory(module=module_of(page), position=99)
    client.get(lesson.url)
    with assert_queries(6):
        assert client.post(address).status_code == 302


def test_finishing(client, module, learner, rows):
    _page, lessons = module
    for lesson in lessons[:-1]:
        complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    address = reverse("activity_complete", args=[lessons[-1].translation_key])
    client.get(lessons[-1].url)
    with assert_queries(12):
        assert client.post(address).status_code == 302


def test_enrol(client, module):
    page, _lessons = module
    client.force_login(UserFactory())
    address = reverse("module_enrol", args=[page.translation_key])
    with assert_queries(15):
        assert client.post(address).status_code == 302
