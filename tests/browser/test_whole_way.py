"""From the editor's desk to the trainer's report, as people do it."""

import csv
import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory

PASSWORD = "four friendly words here"
QUESTIONS = [
    (
        "single_choice",
        {
            "prompt": "<p>What comes first?</p>",
            "options": [
                {"text": "The need", "is_correct": True, "feedback": "It comes first."},
                {"text": "The tender", "feedback": "Too early."},
            ],
        },
    )
]


@pytest.fixture
def module():
    """A module with one lesson and a quiz; the publisher adds another lesson."""
    module = ModulePageFactory(title="Reading a city")
    LessonPageFactory(parent=module, title="Who buys")
    QuizPageFactory(parent=module, title="The last quiz", questions=QUESTIONS)
    return module


def test_publish_sign_up_learn_fail_pass_complete_report(
    page, new_context, module, log_in, tmp_path
):
    publish_a_lesson(new_context, log_in, module)
    sign_up(page)
    learn(page, module)
    page.get_by_role("button", name="Start the quiz").click()
    answer(page, "The tender")
    expect(page.get_by_role("main")).to_contain_text("Not passed")
    page.get_by_role("button", name="Try again").click()
    answer(page, "The need")
    expect(page.get_by_role("main")).to_contain_text("You have completed the module")
    page.goto("/en/my-learning/")
    expect(page.get_by_role("region", name="Completed")).to_contain_text("Reading a city")
    read_the_report(new_context, log_in, tmp_path)


def publish_a_lesson(new_context, log_in, module):
    """A publisher writes a lesson in the admin and publishes it."""
    context = new_context()
    log_in(context, UserFactory(groups=["Publishers"]))
    page = context.new_page()
    page.goto(f"/admin/pages/add/courses/lessonpage/{module.pk}/")
    page.locator("[name=title]").fill("The art of asking")
    page.locator("[name=minutes]").fill("15")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Heading").click()
    page.locator("[name=body-0-value-text]").fill("Ask before you sell")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("created and published")).to_be_visible()


def sign_up(page):
    """A new learner signs up, confirms the address and names the organisation."""
    page.goto("/en/accounts/signup/")
    page.get_by_label("First name").fill("Vera")
    page.get_by_label("Last name").fill("Placeholder")
    page.get_by_label("Email address").fill("vera@example.org")
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    link = re.search(r"https?://[^/]+(/\S+/start/\S+)", mail.outbox[-1].body)[1]
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Start: My learning").click()
    page.wait_for_url("**/my-learning/**")


def learn(page, module):
    """Enrol and complete the lessons, one after the other."""
    page.goto(module.url)
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("status")).to_contain_text("You are enrolled.")
    for title in ("Who buys", "The art of asking"):
        page.goto(module.url)
        page.get_by_role("main").get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("button", name=re.compile("^Done: ")).click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    page.goto(module.url)
    page.get_by_role("main").get_by_role("link", name="The last quiz").first.click()


def answer(page, option):
    """Answer the quiz's only question and submit."""
    page.get_by_label(option).check()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Submit my answers").click()


def read_the_report(new_context, log_in, tmp_path):
    """A trainer finds the learner in the report and in the file."""
    context = new_context()
    log_in(context, UserFactory(groups=["Trainers"]))
    page = context.new_page()
    page.goto("/admin/reports/completion/")
    row = page.get_by_role("row", name=re.compile("Vera Placeholder"))
    expect(row).to_contain_text("Completed")
    expect(row).to_contain_text("3 of 3")
    expect(row).to_contain_text("100 %")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    file = tmp_path / "report.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        [line] = csv.DictReader(lines)
    assert (line["Email"], line["Status"], line["Progress (%)"]) == (
        "vera@example.org",
        "Completed",
        "100",
    )
