"""What is kept of a lesson from one reader to the next is the same for both; the rest is not."""

import re

import pytest

from learning.completion import complete_activity
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, published_module

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
CHECK = QuizPageFactory.questions[0][1]
STATES = re.compile(r'class="outline-item is-(\w+)')


@pytest.fixture
def module():
    return published_module(3, in_sequence=True)


def test_each_reader_sees_the_own_ticks(client, module):
    page, lessons = module
    beginner, ahead = (EnrolmentFactory(module=module_of(page)).learner for _person in range(2))
    complete_activity(learner=ahead, activity=activity_of(lessons[0]))
    expected = {beginner: ["open", "locked", "locked"], ahead: ["done", "open", "locked"]}
    for _visit in range(2):
        for learner, states in expected.items():
            client.force_login(learner)
            shown = STATES.findall(client.get(lessons[0].url).content.decode())
            assert shown == states * 2  # beside the text, and in the phone's drawer


def test_texts_around_a_check_stay_in_their_places(client, module):
    page, (lesson, *_others) = module
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    texts = [("text", {"html": f"<p>Paragraph {number}.</p>"}) for number in range(3)]
    lesson.body = [texts[0], ("single_choice", CHECK), *texts[1:]]
    lesson.save_revision().publish()
    for _visit in range(2):
        html = client.get(lesson.url).content.decode()
        places = [html.index(f"Paragraph {number}.") for number in range(3)]
        assert places == sorted(places)
        assert places[0] < html.index("Which step comes first?") < places[1]


def test_an_editors_preview_is_kept_for_nobody(client, module):
    page, (lesson, *_others) = module
    lesson.body = [("text", {"html": "<p>Not ready.</p>"})]
    revision = lesson.save_revision()
    client.force_login(UserFactory(groups=["Editors"]))
    view = f"/admin/pages/{lesson.pk}/revisions/{revision.pk}/view/"
    assert "Not ready." in client.get(view).content.decode()
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    html = client.get(lesson.url).content.decode()
    assert "Not ready." not in html
    assert "A text to read." in html
