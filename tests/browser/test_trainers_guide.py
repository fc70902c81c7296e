"""docs/trainers.md, followed in the browser by its words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.models import OrganisationKind
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, finish

A_MONTH = timedelta(days=30)


@pytest.fixture
def module():
    """A module with a lesson and a quiz, and three learners: silent, failed, finished."""
    module = ModuleFactory(titles={"en": "Reading a city"})
    lesson = ActivityFactory(module=module, titles={"en": "Who buys"})
    quiz = QuizActivityFactory(module=module, titles={"en": "What stayed"})
    genoa = OrganisationFactory(name="Genoa", kind=OrganisationKind.PUBLIC_BODY, country="IT")
    enrol(module, "Sara", "Silent", organisation=genoa, ago=A_MONTH)
    tried = enrol(module, "=1+1", "Tried")
    CompletionFactory(learner=tried.learner, activity=lesson)
    finish(begin(learner=tried.learner, activity=quiz), right=False)
    done = enrol(module, "Fina", "Finished")
    CompletionFactory(learner=done.learner, activity=lesson)
    finish(begin(learner=done.learner, activity=quiz))
    return module


def enrol(module, first_name, last_name, organisation=None, ago=timedelta()):
    learner = UserFactory(
        first_name=first_name,
        last_name=last_name,
        organisation=organisation or OrganisationFactory(),
    )
    return EnrolmentFactory(module=module, learner=learner, enrolled_at=timezone.now() - ago)


@pytest.fixture
def page(page, module, log_in):
    """The page of a trainer, which says on the console that it is printed."""
    log_in(page.context, UserFactory(groups=["Trainers"], first_name="Teresa"))
    page.add_init_script("window.print = () => console.log('printed')")
    return page


def open_report(page, name):
    """Training → `name`, from the first page of the admin."""
    page.goto("/admin/")
    page.get_by_role("button", name="Training").click()
    page.get_by_role("list", name="Training").get_by_role("link", name=name).click()
    page.wait_for_url("**/reports/completion/**")


def set_filters(page, **values):
    """Choose a value for each of the filters, named as in the guide with _ for a space."""
    page.get_by_role("button", name="Show filters").click()
    for name, value in values.items():
        label = name.replace("_", " ")
        page.get_by_role("button", name=label, exact=True).click()
        page.get_by_label(label, exact=True).select_option(value)
        expect(page.locator(".w-active-filters")).to_contain_text(value)
        page.get_by_role("button", name="Back").click()
    page.keyboard.press("Escape")


def print_it(page):
    with page.expect_console_message(lambda message: message.text == "printed"):
        page.get_by_role("link", name="Print").click()
    page.emulate_media(media="print")


def expect_rows(page, *names):
    """The rows of the report are those of the learners with these last names, in this order."""
    expect(page.locator(".report-table tbody tr")).to_contain_text(list(names))


def test_monday_morning_leads_to_one_learner(page):
    page.goto("/en/my-learning/")
    page.locator("header summary:visible").last.click()
    page.get_by_role("link", name="Administration").click()
    expect(page.get_by_role("main")).to_contain_text("Training: the last seven days")
    page.get_by_role("link", name="Sara Silent").click()
    expect(page.get_by_role("heading", name="What happened, and when")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Enrolled in “Reading a city”")


def test_who_is_how_far(page):
    open_report(page, "Completion by module")
    expect_rows(page, "Silent", "Tried", "Finished")
    for order in (["Finished", "Silent", "Tried"], ["Tried", "Silent", "Finished"]):
        page.locator("thead").get_by_role("link", name="Learner").click()
        expect_rows(page, *order)
    page.get_by_placeholder("Search…").fill("genoa")
    expect_rows(page, "Silent")
    page.get_by_text("What counts").click()
    expect(page.get_by_text("Everyone who ever enrolled")).to_be_visible()
    open_report(page, "Completion by track")
    expect_rows(page, "Silent", "Tried", "Finished")


def test_filters_are_kept(page):
    open_report(page, "Completion by module")
    set_filters(page, Status="Not started", Organisation_type="City or public body")
    expect_rows(page, "Silent")
    page.get_by_text("Save these filters").click()
    page.get_by_label("Name").fill("Cities, not started")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Cities, not started")).to_be_visible()
    open_report(page, "Completion by module")
    expect_rows(page, "Silent", "Tried", "Finished")
    page.get_by_role("link", name="Cities, not started").click()
    expect_rows(page, "Silent")
    page.get_by_role("link", name="All learners").click()
    expect_rows(page, "Silent", "Tried", "Finished")
    expect(page.get_by_text("Rename or delete")).to_have_count(0)
    page.get_by_role("link", name="Cities, not started").click()
    page.get_by_text("Rename or delete").click()
    page.get_by_label("New name of").fill("Wake them up")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("link", name="Wake them up")).to_be_visible()
    page.get_by_text("Rename or delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("“Wake them up” is deleted.")).to_be_visible()
    expect(page.get_by_role("link", name="Wake them up")).to_have_count(0)


def test_a_filter_goes_by_its_cross_and_an_odd_address_says_so(page):
    open_report(page, "Completion by module")
    set_filters(page, Status="Completed")
    expect_rows(page, "Finished")
    page.get_by_role("button", name="Clear").click()
    expect_rows(page, "Silent", "Tried", "Finished")
    page.goto("/admin/reports/completion/?status=asleep")
    expect(page.get_by_role("alert")).to_contain_text(
        "This address names a filter that we do not know"
    )


def test_files_and_paper(page, tmp_path):
    open_report(page, "Completion by module")
    set_filters(page, Status="In progress")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    download.value.save_as(tmp_path / "rows.csv")
    assert "'=1+1 Tried" in (tmp_path / "rows.csv").read_text("utf-8-sig")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX", exact=True).click()
    download.value.save_as(tmp_path / "rows.xlsx")
    _head, [name, *values] = load_workbook(tmp_path / "rows.xlsx").active.iter_rows()
    assert (name.value, name.data_type) == ("=1+1 Tried", "s")
    assert any(cell.is_date for cell in values)
    print_it(page)
    expect(page.get_by_text("Only: Status: In progress")).to_be_visible()
    expect(page.get_by_text("by Teresa")).to_be_visible()
    for name in ["Learner", "Module", "Status", "Quiz score", "Completed"]:
        expect(page.locator("thead").get_by_text(name, exact=True)).to_be_visible()


def test_figures_hold_to_the_filters(page):
    open_report(page, "Completion by module")
    set_filters(page, Country="Italy")
    page.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("main")).to_contain_text("1 enrolment.")
    expect(page.get_by_role("img").first).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("cell", name="1").first).to_be_visible()
    page.get_by_role("link", name="Learners", exact=True).click()
    expect_rows(page, "Silent")


def test_who_did_which_activity_and_what_was_answered(page):
    open_report(page, "Learners by activity")
    page.get_by_role("link", name="Reading a city").click()
    expect_rows(page, "✓", "–", "✕")
    page.get_by_role("link", name="=1+1 Tried").click()
    expect(page.get_by_text("Right answer")).to_be_hidden()
    page.get_by_text("attempt 1").first.click()
    answers = page.get_by_role("row", name="What about single_choice?")
    expect(answers).to_contain_text("The need")
    print_it(page)
    expect(page.get_by_text("Right answer")).to_be_visible()
