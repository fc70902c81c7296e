"""Reports on paper, on a phone and by keyboard, with the people of the demo."""

import pytest
from playwright.sync_api import expect

import ops.screenshots
from tests.browser.keyboard import tab_to
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory

REPORT = "/admin/reports/completion/"
A4_ACROSS = {"width": 1032, "height": 703}  # without the margins


@pytest.fixture
def look(browser, demo):
    """`look(path, **mode)`: the page that a trainer sees there, in a window of this mode."""
    photographers = []

    def look(path, width=1280, height=900, dark=False, language="en"):
        mode = {"width": width, "height": height, "dark": dark, "language": language}
        photographer = ops.screenshots.Photographer(browser, demo, mode)
        photographers.append(photographer)
        page, fault = photographer.open({"who": "trainer@demo.example", "path": path})
        assert fault == ""
        return page

    yield look
    for photographer in photographers:
        photographer.close()


def test_paper_has_heads_and_definitions_and_no_menu(look):
    page = look(f"{REPORT}?print=1", dark=True)
    page.emulate_media(media="print")
    expect(page.locator(".report-table thead th")).to_have_text(
        [
            "Learner",
            "Organisation",
            "Module",
            "Status",
            "Progress",
            "Last activity",
            "Quiz score",
            "Enrolled",
            "Completed",
        ]
    )
    expect(page.get_by_text("Those who opened at least one activity")).to_be_visible()
    expect(page.locator("#wagtail-sidebar")).to_be_hidden()
    expect(page.locator(".skiplink")).to_be_hidden()
    ink = "getComputedStyle(document.querySelector('.report-table td')).color"
    assert page.evaluate(ink) == "rgb(0, 0, 0)"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_fills_the_paper(look, language):
    page = look(f"{REPORT}?print=1&country=ES", language=language)
    page.emulate_media(media="print")
    box = page.locator(".report-table").bounding_box()
    assert (box["x"], box["width"]) == (0, 1280)


@pytest.mark.parametrize("count", [3, 20])
def test_no_activity_is_cut_off_on_paper(page, log_in, count):
    module = ModuleFactory()
    title = "Understanding what a city needs before the tender is written"
    ActivityFactory.create_batch(count, module=module, titles={"en": title})
    quiz = QuizActivityFactory(module=module, titles={"en": "What stayed"})
    learner = EnrolmentFactory(module=module).learner
    for activity in module.activities.all():
        CompletionFactory(learner=learner, activity=activity)
    log_in(page.context, UserFactory(groups=["Trainers"]))
    page.set_viewport_size(A4_ACROSS)
    page.goto(f"{REPORT}matrix/{module.key}/")
    page.emulate_media(media="print")
    heads = page.locator(".report-table thead th")
    expect(heads).to_have_count(2 + count + 1)
    expect(heads.last).to_contain_text(quiz.title)
    ends = "cell => cell.getBoundingClientRect().right <= innerWidth"
    assert heads.last.evaluate(ends)
    assert page.locator(".report-cell time").last.evaluate(ends)
    is_whole = "head => head.scrollHeight <= head.clientHeight + 1"
    assert all(head.evaluate(is_whole) for head in heads.all())


@pytest.mark.parametrize("width", [320, 1200, 1280])
def test_the_table_fits_into_the_window(look, width):
    page = look(REPORT, width=width)
    table = page.locator(".report-table")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
    title = page.locator(".w-breadcrumbs li:last-child a")
    assert title.evaluate("title => title.getBoundingClientRect().right <= innerWidth")
    expect(table.locator("tbody td[data-label='Last activity']").first).to_be_visible()


def test_the_chart_is_high_enough_on_a_telephone(look):
    page = look(f"{REPORT}summary/", width=360)
    box = page.locator(".report-chart svg").bounding_box()
    assert box["width"] <= 320
    assert box["height"] >= 200


def test_from_a_figure_to_a_learner_by_keyboard(look):
    page = look(REPORT)
    tab_to(page, page.locator(".report-definitions summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Those who opened at least one activity")).to_be_visible()
    learner = page.locator(".report-table td.title a").first
    name = learner.inner_text()
    tab_to(page, learner)
    page.keyboard.press("Enter")
    page.wait_for_url("**/learners/*/")
    expect(page.locator("h1")).to_have_text(name)


def test_a_search_after_the_session_says_that_it_has_ended(look, end_session):
    page = look(REPORT)
    end_session(page.context)
    page.locator(".w-slim-header input[name=q]").fill("nobody")
    page.get_by_role("status").get_by_text("You are no longer logged in.").wait_for()
