"""“Report a mistake” brings its place along, and nobody learns a title by trying ids."""

import re
from html import unescape

import pytest

from assessments.attempt import start_attempt
from contact.models import Message
from courses.pages.lesson import LessonPage
from learning.choices import AccessRule
from learning.records.enrolment import enrol
from tests.contact.test_form import filled
from tests.factories.actors import ACTOR
from tests.factories.pages import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish

pytestmark = pytest.mark.django_db
PATH = "/en/contact/write/"
CHECK = QuizPageFactory.questions[0][1]


@pytest.fixture
def module(publishing):
    """A module for everyone, with a lesson that has a check question, and a quiz."""
    module = publish(lambda: ModulePageFactory(access=AccessRule.EVERYONE, title="Maps"))
    body = [("text", {"html": "<p>Read.</p>"}), ("single_choice", CHECK)]
    publish(lambda: LessonPageFactory(parent=module, title="Where north is", body=body))
    publish(lambda: QuizPageFactory(parent=module, title="Can you read one", slug="quiz"))
    return module


def link_in(html, number=0):
    """The address of the link that reports a mistake."""
    links = re.findall(r'href="(/en/contact/write/\?subject=mistake[^"]+)"', html)
    return unescape(links[number])


def about(client, address):
    """The title that the form shows as what the message is about; none where it shows none."""
    found = re.search(r"<dt>About</dt><dd><bdi>(.*?)</bdi>", client.get(address).text)
    return found and unescape(found[1])


def test_a_lesson_and_its_questions_lead_to_the_form_and_back(client, module):
    lesson = LessonPage.objects.get(title="Where north is", locale=module.locale)
    html = client.get(lesson.url).text
    address = link_in(html)
    assert 'target="_blank"' in html
    assert about(client, address) == "Where north is"
    response = client.post(address, filled())
    message = Message.objects.get()
    assert (message.place, message.place_key) == ("Where north is", lesson.translation_key)
    assert f'href="{lesson.url}"' in client.get(response["Location"]).text
    check = next(block for block in lesson.body if block.block_type == "single_choice")
    question = f"{address}&question={check.id}"
    assert about(client, question) == f"Where north is: question “{_prompt(check.value)}”"
    assert about(client, f"{address}&question=none") == "Where north is"


def _prompt(value):
    return re.sub("<.*?>", "", str(value["prompt"])).strip()


def test_a_case_study_leads_to_the_form(client):
    case = publish(lambda: CaseStudyPageFactory(parent=CaseStudyIndexPageFactory(), title="Trees"))
    assert about(client, link_in(client.get(case.url).text)) == "Trees"


def test_an_attempt_is_found_by_its_learner_alone(client, module):
    learner, other = UserFactory(), UserFactory()
    enrol(learner=learner, module=module_of(module), actor=ACTOR)
    quiz = activity_of(QuizPageFactory._meta.model.objects.get(locale=module.locale))
    attempt = start_attempt(learner=learner, activity=quiz, language="en", actor=ACTOR)
    client.force_login(learner)
    html = client.get(f"/en/learn/attempts/{attempt.pk}/").text
    address = link_in(html)
    assert f"attempt={attempt.pk}" in address
    title = about(client, address)
    assert title.startswith("Can you read one: question “")
    assert about(client, f"{PATH}?attempt={attempt.pk}&question=none") == "Can you read one"
    client.post(address, filled())
    message = Message.objects.get()
    assert message.place == title
    assert f"question={message.question_id}" in address
    for stranger in (other, None):
        client.logout()
        if stranger:
            client.force_login(stranger)
        assert about(client, address) is None


@pytest.mark.parametrize("kind", ["draft", "closed", "retired"])
def test_what_one_may_not_read_has_no_title(client, module, kind):
    access = AccessRule.ENROLLED if kind == "closed" else AccessRule.EVERYONE
    around = publish(lambda: ModulePageFactory(parent=module.get_parent(), access=access))
    lesson = publish(
        lambda: LessonPageFactory(parent=around, title="Secret walks", live=kind != "draft")
    )
    if kind == "retired":
        publish(around.unpublish)
    address = f"{PATH}?about={lesson.translation_key}"
    for person in (None, UserFactory()):
        if person:
            client.force_login(person)
        assert "Secret" not in client.get(address).text
        client.post(address, filled(text=f"Of {person}"))
    assert {message.place for message in Message.objects.all()} == {""}
    assert {message.place_key for message in Message.objects.all()} == {None}


@pytest.mark.parametrize(
    "query",
    ["about=1", "about=%00", "attempt=1", "attempt=%C2%B2", "attempt=9" + "9" * 30, "attempt=-1"],
)
def test_odd_places_are_none(client, query):
    client.force_login(UserFactory())
    page = client.get(f"{PATH}?{query}&question=%00&subject=%00")
    assert page.status_code == 200
    assert "<dt>About</dt>" not in page.text
