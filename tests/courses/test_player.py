import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import CheckResponse
from courses.models import LessonPage
from courses.rules import complete_when_done, still_to_do
from learning.choices import AccessRule, CompletionRule
from learning.models import Completion
from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import CaseStudyPageFactory, LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    assert_valid_html(response)
    return response.content.decode()


@pytest.fixture
def module(client):
    """A module of three lessons and a case study, with a learner logged in."""

    def make():
        page = ModulePageFactory()
        lessons = [LessonPageFactory(parent=page) for _number in range(3)]
        return page, [*lessons, CaseStudyPageFactory(parent=page, is_required=False)]

    page, activities = publish(make)
    learner = EnrolmentFactory(module=module_of(page)).learner
    client.force_login(learner)
    return page, activities, learner


def test_a_lesson_shows_its_place_its_neighbours_and_the_way_on(client, module):
    _page, (first, second, third, _case), _learner = module
    html = read(client, second)
    assert "Lesson 2 of 3" in html
    assert "30 minutes left in the module" in html
    assert f'rel="prev" href="{first.url}"' in html
    assert f"Done: on to “{third.title}”" in html
    assert 'aria-current="page"' in html


def test_the_last_required_lesson_says_that_it_finishes(client, module):
    _page, (first, second, third, case), learner = module
    for lesson in (first, second):
        complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    assert "Done: finish the module" in read(client, third)
    assert f"Done: on to “{third.title}”" in read(client, case)


def test_a_completed_lesson_is_dated_and_leads_on(client, module):
    _page, (first, second, _third, _case), learner = module
    complete_activity(learner=learner, activity=activity_of(first), actor=ACTOR)
    html = read(client, first)
    assert "You completed this on" in html
    assert f'rel="next" href="{second.url}"' in html
    assert reverse("activity_complete", args=[first.translation_key]) not in html


def test_a_case_study_in_a_module_has_the_same_frame(client, module):
    _page, (*_lessons, case), _learner = module
    html = read(client, case)
    assert "Case study 1 of 1" in html
    assert reverse("activity_complete", args=[case.translation_key]) in html


def test_reading_without_enrolment_says_that_nothing_is_kept(client):
    _page, (lesson,) = published_module(access=AccessRule.EVERYONE)
    html = read(client, lesson)
    assert "You are reading without logging in" in html
    end = html.split('class="lesson-end"')[1]
    for name in ("account_login", "account_signup"):
        assert f'href="{reverse(name)}?next={lesson.url}"' in end
    client.force_login(UserFactory())
    html = read(client, lesson)
    assert "You are reading without being enrolled" in html
    assert "Enrol in this module" in html
    assert "data-visit" not in html


def test_a_preview_shows_the_text_without_the_frame():
    _page, (lesson,) = published_module()
    html = lesson.make_preview_request(preview_mode="").render().content.decode()
    assert "A text to read." in html
    assert "Outline of the module" not in html


QUESTION = {
    "prompt": "<p>Which?</p>",
    "options": [{"text": "This", "is_correct": True}, {"text": "That"}],
}


@pytest.fixture
def checked_lesson():
    """A lesson with two check questions, and its learner."""
    page = publish(
        lambda: LessonPageFactory(
            completion_rule=CompletionRule.CHECKS,
            body=[("single_choice", QUESTION), ("single_choice", QUESTION)],
        )
    )
    return page, EnrolmentFactory(module=activity_of(page).module).learner


def answer(learner, page, index):
    CheckResponse.objects.create(
        learner=learner,
        activity=activity_of(page),
        question_id=page.body[index].id,
        answer=[],
        is_correct=False,
        answered_at=timezone.now(),
    )


def test_check_questions_complete_a_lesson_when_all_are_answered(checked_lesson):
    page, learner = checked_lesson
    activity = activity_of(page)
    assert len(still_to_do(learner, activity, page).questions) == 2
    answer(learner, page, 0)
    assert complete_when_done(learner=learner, activity=activity, page=page, actor=ACTOR) is None
    answer(learner, page, 1)
    assert (
        complete_when_done(learner=learner, activity=activity, page=page, actor=ACTOR) is not None
    )


def test_a_lesson_without_questions_falls_back_to_the_button(client):
    page = publish(lambda: LessonPageFactory(completion_rule=CompletionRule.CHECKS))
    client.force_login(EnrolmentFactory(module=activity_of(page).module).learner)
    assert "Done: finish the module" in read(client, page)


def test_a_button_lesson_is_never_completed_by_itself():
    page = publish(LessonPageFactory)
    learner = EnrolmentFactory(module=activity_of(page).module).learner
    assert (
        complete_when_done(learner=learner, activity=activity_of(page), page=page, actor=ACTOR)
        is None
    )


@pytest.mark.parametrize("rule", [CompletionRule.CHECKS, CompletionRule.VIDEO])
def test_the_button_of_an_old_tab_leads_back_from_a_lesson_that_is_gone(client, rule):
    page = publish(
        lambda: LessonPageFactory(completion_rule=rule, body=[("single_choice", QUESTION)])
    )
    activity = activity_of(page)
    client.force_login(EnrolmentFactory(module=activity.module).learner)
    address = reverse("activity_complete", args=[activity.key])
    LessonPage.objects.filter(pk=page.pk).update(live=False)  # the outline does not know yet
    answers = [client.post(address, follow=True)]
    publish(page.unpublish)
    answers.append(client.post(address, follow=True))
    for response in answers:
        assert response.redirect_chain == [(activity.module.url, 302)]
        assert "is no longer offered" in response.content.decode()
    assert not Completion.objects.exists()
