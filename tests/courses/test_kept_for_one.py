"""What is kept of a learner's pages holds nothing of the next learner's."""

from datetime import UTC, datetime

import pytest

from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.training import activity_of, module_of, published_module

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept


@pytest.fixture
def module():
    return published_module(2)


def learner_of(module, day):
    """Somebody who completed the first lesson of `module` on a day of March."""
    page, (lesson, _other) = module
    learner = EnrolmentFactory(module=module_of(page)).learner
    completed_at = datetime(2026, 3, day, 12, tzinfo=UTC)
    complete_activity(
        learner=learner, activity=activity_of(lesson), actor=ACTOR, earned_at=completed_at
    )
    return learner


def test_each_sees_the_own_date_in_the_outline(client, module):
    page, _lessons = module
    for day in (3, 14, 3):
        client.force_login(learner_of(module, day))
        html = client.get(page.url).text
        assert f"done on {day} March 2026" in html
        assert html.count("done on") == 1


def test_each_has_the_style_sheets_of_the_own_page(client):
    page, [lesson] = published_module(1)
    beginner = EnrolmentFactory(module=module_of(page)).learner
    finisher = EnrolmentFactory(module=module_of(page)).learner
    complete_activity(learner=finisher, activity=activity_of(lesson), actor=ACTOR)
    for learner, is_asked in ((beginner, False), (finisher, True), (beginner, False)):
        client.force_login(learner)
        html = client.get(page.url).text
        assert ('id="opinion"' in html) is is_asked
        assert ("css/forms.css" in html) is is_asked


def test_each_sees_the_own_state_in_the_outline(client, module):
    page, _lessons = module
    behind = EnrolmentFactory(module=module_of(page)).learner
    for learner, done in ((learner_of(module, 3), 1), (behind, 0), (learner_of(module, 4), 1)):
        client.force_login(learner)
        assert client.get(page.url).text.count("outline-item is-done") == done


def test_each_sees_the_own_name_and_modules_in_my_learning(client, module):
    page, _lessons = module
    for learner, done in (
        (learner_of(module, 3), "1 of 2 done"),
        (EnrolmentFactory(module=module_of(page)).learner, "0 of 2 done"),
    ):
        client.force_login(learner)
        html = client.get("/en/my-learning/").text
        assert str(learner) in html
        assert done in html


def test_my_learning_links_to_itself_in_other_languages_with_its_parameters(client, module):
    client.force_login(learner_of(module, 3))
    client.get("/en/my-learning/")
    assert "/es/my-learning/?from=mail" in client.get("/en/my-learning/?from=mail").text
    assert "from=mail" not in client.get("/en/my-learning/").text


def test_what_is_published_shows_in_my_learning_at_once(client, module):
    _page, (lesson, _other) = module
    client.force_login(learner_of(module, 3))
    assert "1 of 2 done" in client.get("/en/my-learning/").text
    lesson.is_required = False
    lesson.save_revision().publish()
    assert "0 of 1 done" in client.get("/en/my-learning/").text
