"""What is kept of a lesson from one reader to the next is the same for both; the rest is not."""

import re

import pytest
from django.test import Client

from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, published_module

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
CHECK = QuizPageFactory.questions[0][1]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
STATES = re.compile(r'class="outline-item is-(\w+)')


@pytest.fixture
def module():
    return published_module(3, in_sequence=True)


def test_each_reader_sees_the_own_ticks(client, module):
    page, lessons = module
    beginner, ahead = (EnrolmentFactory(module=module_of(page)).learner for _person in range(2))
    complete_activity(learner=ahead, activity=activity_of(lessons[0]), actor=ACTOR)
    expected = {beginner: ["open", "locked", "locked"], ahead: ["done", "open", "locked"]}
    for _visit in range(2):
        for learner, states in expected.items():
            client.force_login(learner)
            shown = STATES.findall(client.get(lessons[0].url).content.decode())
            assert shown == states * 2  # beside the text, and in the phone's drawer


def test_each_reader_has_the_own_menu_and_forms(module):
    page, (lesson, *_others) = module
    learners = [EnrolmentFactory(module=module_of(page)).learner for _person in range(2)]
    admin = UserFactory(is_superuser=True)
    for _visit in range(2):
        for reader in (*learners, admin):
            client = Client(enforce_csrf_checks=True)
            client.force_login(reader)
            html = client.get(lesson.url).content.decode()
            assert re.findall(r'menu-name"><bdi>(.*?)</bdi>', html) == [str(reader)]
            assert ('href="/admin/"' in html) == (reader == admin)
            tokens = set(TOKEN.findall(html))
            assert len(tokens) == 1
            logged_out = client.post("/accounts/logout/", {"csrfmiddlewaretoken": tokens.pop()})
            assert logged_out.status_code == 302
            assert "Log out" not in client.get("/en/training/").content.decode()


def test_a_visitor_of_an_open_lesson_is_asked_to_log_in(client):
    page, (lesson, *_others) = published_module(1, access="everyone")
    learner = EnrolmentFactory(module=module_of(page)).learner
    for _visit in range(2):
        client.force_login(learner)
        assert "Log out" in client.get(lesson.url).content.decode()
        client.logout()
        html = client.get(lesson.url).content.decode()
        assert "Log out" not in html
        assert f'href="/en/accounts/login/?next={lesson.url}"' in html


def test_links_to_other_languages_keep_the_parameters(client, module):
    page, (lesson, *_others) = module
    client.force_login(EnrolmentFactory(module=module_of(page)).learner)
    for parameters in ("", "?from=mail", "", "?from=feed"):
        html = client.get(f"{lesson.url}{parameters}").content.decode()
        links = re.findall(r'href="(\S+)" lang="en"', html)
        assert links == [f"{lesson.url}{parameters}"] * len(links)


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
