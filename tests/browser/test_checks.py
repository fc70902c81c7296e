"""Knowledge checks in a lesson, and quizzes that show answers at once."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from assessments.models import CheckResponse, Response
from learning.models import Activity, Completion, Module
from tests.browser.accessibility import assert_accessible
from tests.browser.keyboard import tab_to
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.quizzes import enrolled_learner

OPTIONS = [
    {"text": "The department", "is_correct": True, "feedback": "Below the threshold it does."},
    {"text": "The mayor", "feedback": "Only above the threshold."},
]
QUESTION = {
    "prompt": "<p>Who signs?</p>",
    "points": 1,
    "feedback": "<p>The statutes say so.</p>",
    "options": OPTIONS,
}


@pytest.fixture
def lesson():
    """A lesson of open education, completed by its two checks."""
    return LessonPageFactory(
        parent=ModulePageFactory(access="everyone"),
        completion_rule="checks",
        body=[("single_choice", QUESTION), ("true_false", {"prompt": "<p>So?</p>"})],
    )


@pytest.fixture
def learner(lesson, context, log_in):
    learner = enrolled_learner(Activity.objects.get(key=lesson.translation_key))
    log_in(context, learner)
    return learner


def checks(page):
    return page.locator("[data-check]")


def test_a_check_is_marked_in_its_place(page, lesson, learner):
    User.objects.filter(pk=learner.pk).update(organisation=None)
    page.goto(lesson.url)
    assert_accessible(page)
    first, second = checks(page).all()
    first.get_by_label("The mayor").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first).to_contain_text("Only above the threshold.")
    expect(first).to_contain_text("The statutes say so.")
    expect(first.locator(".verdict")).to_be_focused()
    assert not Completion.objects.exists()
    first.get_by_role("button", name="Try again").click()
    expect(first.locator("fieldset")).to_be_focused()
    expect(first.get_by_role("radio", checked=True)).to_have_count(0)
    first.get_by_label("The department").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.locator(".verdict")).to_have_text("Right")
    assert CheckResponse.objects.get().is_correct
    second.get_by_label("False").check()
    second.get_by_role("button", name="Check my answer").click()
    expect(page.locator(".lesson-end")).to_contain_text("You completed this")
    assert Completion.objects.count() == 1
    assert_accessible(page)
    page.reload()
    expect(checks(page).first).to_contain_text("Below the threshold it does.")
    expect(page.locator(".page-messages")).to_contain_text("Where do you work?")


def test_nothing_chosen_is_said_in_its_place(page, lesson, learner):
    page.goto(lesson.url)
    tab_to(page, checks(page).first.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(checks(page).first.get_by_role("alert")).to_have_text("Choose an answer first.")
    expect(checks(page).first.get_by_role("alert")).to_be_in_viewport()
    expect(checks(page).first.get_by_role("radio").first).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(checks(page).first).to_contain_text("The statutes say so.")
    expect(checks(page).first.locator(".verdict")).to_be_focused()
    page.keyboard.press("Tab")
    expect(checks(page).first.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Tab")
    expect(checks(page).first.get_by_role("link", name="Report a mistake")).to_be_focused()
    assert CheckResponse.objects.exists()


def test_a_visitor_gets_the_same_marking_and_leaves_nothing(page, lesson):
    page.goto(lesson.url)
    checks(page).first.get_by_label("The mayor").check()
    checks(page).first.get_by_role("button", name="Check my answer").click()
    expect(checks(page).first).to_contain_text("Only above the threshold.")
    assert not CheckResponse.objects.exists()


@pytest.mark.parametrize("access", ["enrolled", "everyone"])
def test_an_answer_outlives_the_session(
    page, context, lesson, learner, end_session, log_in_elsewhere, access
):
    Module.objects.update(access=access)
    page.goto(lesson.url)
    check = checks(page).first
    check.get_by_label("The mayor").check()
    end_session(context)
    check.get_by_role("button", name="Check my answer").click()
    with context.expect_page() as tab:
        check.get_by_role("alert").get_by_role("link", name="Log in again in another tab.").click()
    expect(tab.value.get_by_role("heading", name="Log in", exact=True)).to_be_visible()
    tab.value.close()
    expect(check.get_by_label("The mayor")).to_be_checked()
    assert_accessible(page)
    log_in_elsewhere(context, learner)
    check.get_by_role("button", name="Check my answer").click()
    expect(check).to_contain_text("Only above the threshold.")
    assert CheckResponse.objects.get().learner == learner


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_without_scripts_a_form_does_it(request, new_context, lesson, log_in, is_enrolled):
    context = new_context(java_script_enabled=False)
    if is_enrolled:
        log_in(context, enrolled_learner(Activity.objects.get(key=lesson.translation_key)))
    page = context.new_page()
    page.goto(lesson.url)
    checks(page).first.get_by_label("The mayor").check()
    checks(page).first.get_by_role("button", name="Check my answer").click()
    expect(checks(page).first).to_contain_text("Only above the threshold.")
    expect(page.get_by_role("heading", name=lesson.title)).to_be_visible()
    assert CheckResponse.objects.exists() == is_enrolled
    expect(checks(page).first.locator(".verdict")).to_be_focused()
    checks(page).first.get_by_role("button", name="Try again").click()
    expect(checks(page).first.locator("fieldset")).to_be_focused()
    checks(page).first.get_by_label("The department").check()
    checks(page).first.get_by_role("button", name="Check my answer").click()
    expect(checks(page).first).to_contain_text("Below the threshold it does.")
    assert set(CheckResponse.objects.values_list("is_correct", flat=True)) <= {True}


def test_a_quiz_that_shows_answers_at_once(page, context, log_in):
    quiz = QuizPageFactory(
        show_answers="at_once", questions=[("single_choice", QUESTION), ("single_choice", QUESTION)]
    )
    log_in(context, enrolled_learner(Activity.objects.get(key=quiz.translation_key)))
    page.goto(quiz.url)
    page.get_by_role("button", name="Start the quiz").click()
    first, second = page.locator("#question-1"), page.locator("#question-2")
    first.get_by_label("The mayor").check()
    second.get_by_label("The mayor").check()
    first.get_by_role("button", name="Check this answer").click()
    expect(first).to_contain_text("Only above the threshold.")
    expect(first.get_by_role("radio")).to_have_count(0)
    expect(first.locator(".verdict")).to_be_focused()
    expect(second).not_to_contain_text("Only above the threshold.")
    expect(second.get_by_label("The mayor")).to_be_checked()
    assert Response.objects.exclude(points_numerator=None).count() == 1
    assert_accessible(page)
