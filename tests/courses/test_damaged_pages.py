"""Pages that cannot be read: nobody completes them, and each says how to go on."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from assessments.models import CheckResponse
from content.languages.trees import mirror_pages
from courses.models import LessonPage, ModulePage
from courses.rules import CANNOT_BE_READ, complete_when_done, still_to_do
from learning.actor import Actor
from learning.choices import CompletionRule
from learning.models import Activity, Completion
from learning.outline import Module
from learning.records.earning import credit_earned
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    StandardPageFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish
from tests.html import assert_valid_html
from tests.journeys.test_one_bad_thing import U, store

pytestmark = pytest.mark.django_db
CHECK = {
    "prompt": "<p>Which?</p>",
    "options": [{"text": "This", "is_correct": True}, {"text": "That"}],
}
CHOICE = ("single_choice", CHECK)
DAMAGES = (
    5,
    {"a": 1},
    {},
    [1],
    [{"type": "gone", "value": 1, "id": f"{U}1"}],
)


def visitor(person=None):
    client = Client(raise_request_exception=False, headers={"accept": "text/html"})
    if person:
        client.force_login(person)
    return client


def complete(client, page):
    return client.post(reverse("activity_complete", args=[page.translation_key]), follow=True)


@pytest.fixture
def module():
    """A module with a lesson of each rule and a case study, and its learner."""

    def make():
        page = ModulePageFactory(title="Maps", access="everyone")
        rules = (CompletionRule.BUTTON, CompletionRule.CHECKS, CompletionRule.VIDEO)
        lessons = [
            LessonPageFactory(parent=page, completion_rule=rule, body=[CHOICE, CHOICE])
            for rule in rules
        ]
        return page, [*lessons, CaseStudyPageFactory(parent=page)]

    page, activities = publish(make)
    return page, activities, EnrolmentFactory(module=module_of(page)).learner


def test_what_cannot_be_read_is_neither_shown_nor_completed(module, caplog):
    page, activities, learner = module
    client = visitor(learner)
    for body in DAMAGES:
        for each in activities:
            store(each, body=body)
            answer = client.get(each.url)
            assert answer.status_code == 500
            assert_valid_html(answer)
            assert f'href="{page.url}"' in answer.text
            assert "cannot be shown now" in answer.text
            assert "/history/" not in answer.text
            answer = complete(client, each)
            assert answer.redirect_chain == [(page.url, 302)]
            assert str(CANNOT_BE_READ) in answer.text
    assert not Completion.objects.exists()
    assert f"lesson {activities[0].pk} cannot be read: nobody completes it" in caplog.text
    for each in activities[:3]:
        activity, row = activity_of(each), LessonPage.objects.get(pk=each.pk)
        act = {"learner": learner, "activity": activity, "page": row, "actor": ACTOR}
        assert complete_when_done(**act) is None
    row.save()
    row.save()  # what is stored stays what it was
    assert LessonPage.objects.get(pk=row.pk).body.raw_text == DAMAGES[-1]


def test_one_block_of_another_kind_is_enough(module):
    page, (button, *_others, case), learner = module
    client = visitor(learner)
    for block in (
        {"type": "text", "value": 5},
        {"type": "callout", "value": {"kind": "gone"}},
    ):
        for each in (button, case):
            whole = list(type(each).objects.get(pk=each.pk).body.raw_data)
            store(each, body=[*whole, block | {"id": f"{U}1"}])
            assert client.get(each.url).status_code == 500
            answer = complete(client, each)  # by a form that was open before
            assert answer.redirect_chain == [(page.url, 302)]
            assert str(CANNOT_BE_READ) in answer.text
            store(each, body=whole)
    assert not Completion.objects.exists()
    complete(client, button)
    assert Completion.objects.get().activity == activity_of(button)


def test_a_rule_that_is_no_more_completes_nothing(module):
    _page, (lesson, *_others), learner = module
    LessonPage.objects.filter(pk=lesson.pk).update(completion_rule="gone")
    Activity.objects.filter(key=lesson.translation_key).update(completion_rule="gone")
    client = visitor(learner)
    answer = client.get(lesson.url)
    assert str(CANNOT_BE_READ) in assert_valid_html(answer)
    assert reverse("activity_complete", args=[lesson.translation_key]) not in answer.text
    assert str(CANNOT_BE_READ) in complete(client, lesson).text
    assert not Completion.objects.exists()


def test_nothing_is_credited_by_a_page_that_cannot_be_read(module):
    _page, (_button, lesson, *_others), learner = module
    activity = activity_of(lesson)
    for place in range(2):
        CheckResponse.objects.create(
            learner=learner,
            activity=activity,
            question_id=lesson.body[place].id,
            answer=[],
            is_correct=False,
            answered_at="2026-05-04T10:00:00Z",
        )
    whole = list(LessonPage.objects.get(pk=lesson.pk).body.raw_data)
    credit = {"modules": Module.objects.all(), "actor": Actor.publishing()}
    store(lesson, body=5)
    assert credit_earned(**credit) == 0
    store(lesson, body=whole)
    assert credit_earned(**credit) == 1


def test_another_language_stands_in_for_a_question_or_body_that_cannot_be_read(module):
    _page, (_button, lesson, *_others), learner = module
    publish(mirror_pages)
    pages = LessonPage.objects.filter(translation_key=lesson.translation_key)
    translated = pages.get(locale__language_code="es")
    pages.filter(pk=translated.pk).update(alias_of=None)
    first, second = LessonPage.objects.get(pk=lesson.pk).body.raw_data
    address = reverse("check_answer", args=[lesson.translation_key, first["id"]])
    client = visitor(learner)
    for body in (5, [first | {"value": None}, second]):
        store(lesson, body=body)
        answer = client.post(address, {"again": "1"}, headers={"x-fragment": "1"})
        assert answer.status_code == 200
        assert "Which?" in answer.text
    store(lesson, body=5)
    row = LessonPage.objects.get(pk=translated.pk)
    assert len(still_to_do(learner, activity_of(lesson), row).questions) == 2
    answer = client.post(reverse("activity_complete", args=[lesson.translation_key]))
    assert answer["Location"] == lesson.url
    assert not Completion.objects.exists()


def test_its_editors_are_led_to_an_earlier_version(module):
    page, (lesson, *_others, case), _learner = module
    store(lesson, body=[{"type": "text", "value": 5, "id": f"{U}1"}])
    store(case, body=[{"type": "callout", "value": {"kind": "gone"}, "id": f"{U}1"}])
    ModulePage.objects.filter(pk=page.pk).update(access="gone")
    publisher = visitor(UserFactory(groups=["Publishers"]))
    for each, above in ((lesson, page), (case, page), (page, page.get_parent())):
        for client, is_editor in ((visitor(), False), (publisher, True)):
            answer = client.get(each.url)
            assert answer.status_code == 500
            assert_valid_html(answer)
            assert f'href="{above.url}"' in answer.text
            assert (f"/admin/pages/{each.pk}/history/" in answer.text) == is_editor
        assert above.title in answer.text


def test_a_draft_with_an_unknown_choice_leads_to_an_earlier_version(module):
    page, (_button, lesson, *_others), _learner = module
    publisher = visitor(UserFactory(groups=["Publishers"]))
    callout = [{"type": "callout", "value": {"kind": "gone"}, "id": f"{U}1"}]
    for each, damage in (
        (page, {"access": "gone"}),
        (lesson, {"body": json.dumps(callout)}),
    ):
        revision = Revision.objects.filter(pk=each.save_revision().pk)
        revision.update(content=revision.get().content | damage)
        answer = publisher.get(f"/admin/pages/{each.pk}/view_draft/")
        assert answer.status_code == 409
        assert f"/admin/pages/{each.pk}/history/" in answer.text


def test_a_page_above_that_is_offline_or_home_is_not_named(module):
    about = publish(StandardPageFactory)
    store(about, body=5)
    assert "Go to <bdi>" not in visitor().get(about.url).text
    page, (_button, lesson, *_others), _learner = module
    store(lesson, body=5)
    ModulePage.objects.filter(pk=page.pk).update(live=False)
    answer = visitor().get(lesson.url)
    assert answer.status_code == 500
    assert "Maps" not in answer.text
