"""docs/editors.md, followed in the browser by its words."""

import re

import pytest
from playwright.sync_api import expect

from courses.models import LessonPage, ModulePage, QuizPage
from learning.models import Module
from tests.factories.pages import ModulePageFactory, TrackPageFactory
from tests.factories.people import UserFactory


@pytest.fixture(autouse=True)
def _saved_by_hand(settings):
    """A draft that saves itself meanwhile would race with the button."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def track():
    return TrackPageFactory(title="Selling to cities")


@pytest.fixture
def writer(new_context, log_in):
    """`writer("Editors")`: a page of someone of that group."""

    def writer(group):
        context = new_context()
        log_in(context, UserFactory(groups=[group]))
        return context.new_page()

    return writer


def new_page(page, parent, kind, title):
    """Choose the kind, type a title, and save the draft."""
    page.goto(f"/admin/pages/{parent.pk}/")
    page.locator("header a[href*=add_subpage]").first.click()
    if kind != "Module":  # a track takes nothing else, so the form opens at once
        page.get_by_role("link", name=re.compile(f"^{kind}")).click()
    page.wait_for_url("**/pages/add/**", wait_until="networkidle")
    page.locator("[name=title]").press_sequentially(title, delay=60)  # as people type
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile("/edit/$"))


def add_block(page, field, kind):
    page.locator(f"#panel-child-content-{field}-section .c-sf-add-button").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def ask(page, words):
    """Type the words of the question that was added last."""
    page.locator("[data-contentpath=prompt] [contenteditable=true]").last.click()
    page.keyboard.type(words)
    stored = page.locator("[data-contentpath=prompt] input[type=hidden]").last
    expect(stored).to_have_value(re.compile(re.escape(words)))


def choose(page, action):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=action, exact=True).click()


def write_module(page, track):
    new_page(page, track, "Module", "A pilot that counts")
    page.locator("[name=summary]").fill("How a pilot is agreed, run and counted.")
    page.locator("[name=audience]").select_option("sme")
    page.locator("#panel-child-content-outcomes-section .c-sf-add-button").click()
    page.locator("[name=outcomes-0-value]").fill("Agree what counts as success")
    choose(page, "Submit to Publisher approval")


def write_lesson(page, module):
    new_page(page, module, "Lesson", "Before you start")
    choose(page, "Submit to Publisher approval")
    expect(page.get_by_text("The lesson is empty.").first).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Before you start")
    add_block(page, "body", "Heading")
    page.locator("[name=body-0-value-text]").fill("What counts")
    add_block(page, "body", "True or false")
    ask(page, "A pilot needs a number.")
    page.locator("[name=body-1-value-is_true]").check()
    page.locator("[name=completion_rule]").select_option("checks")
    choose(page, "Submit to Publisher approval")
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()


def write_quiz(page, module):
    new_page(page, module, "Quiz", "What stayed")
    add_block(page, "questions", "Single choice")
    ask(page, "What comes first?")
    page.locator("[name=questions-0-value-options-0-value-text]").fill("The need")
    page.locator("[name=questions-0-value-options-1-value-text]").fill("The tender")
    choose(page, "Submit to Publisher approval")
    expect(page.get_by_text("Mark the right answer.").first).to_be_visible()
    page.locator("[name=questions-0-value-options-0-value-is_correct]").check()
    choose(page, "Submit to Publisher approval")
    expect(page.get_by_text("has been submitted for moderation")).to_be_visible()


def approve(page, draft):
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    choose(page, "Approve and Publish")
    expect(page.locator(".messages .success")).to_be_visible()


def test_a_first_module_from_nothing_to_published(writer, track):
    editor = writer("Editors")
    write_module(editor, track)
    expect(editor.get_by_text("has been submitted for moderation")).to_be_visible()
    module = ModulePage.objects.get()
    write_lesson(editor, module)
    write_quiz(editor, module)
    publisher = writer("Publishers")
    publisher.goto("/admin/")
    expect(publisher.get_by_text("Awaiting your review")).to_be_visible()
    for draft in (module, LessonPage.objects.get(), QuizPage.objects.get()):
        approve(publisher, draft)
    row = Module.objects.get()
    assert row.is_active
    assert [activity.title for activity in row.activities.all()] == [
        "Before you start",
        "What stayed",
    ]


def test_changes_requested_made_and_planned_for_a_day(writer, track):
    module = ModulePageFactory(parent=track)
    form = f"/admin/pages/{module.pk}/edit/"
    editor, publisher = writer("Editors"), writer("Publishers")
    editor.goto(form)
    editor.locator("[name=summary]").fill("How a pilot is counted.")
    choose(editor, "Submit to Publisher approval")
    expect(editor.get_by_text("has been submitted for moderation")).to_be_visible()
    publisher.goto(form)
    choose(publisher, "Request changes")
    dialogue = publisher.locator(".modal")
    dialogue.locator("textarea").fill("For whom is it?")
    dialogue.locator("[type=submit]").click()
    expect(publisher.locator(".messages .success")).to_be_visible()
    editor.goto("/admin/")
    expect(editor.get_by_text("Changes requested")).to_be_visible()
    editor.goto(form)
    editor.locator("[name=audience]").select_option(label="Everyone")
    choose(editor, "Resubmit to Publisher approval")
    expect(editor.locator(".messages .success")).to_be_visible()
    approve(publisher, module)
    publisher.goto(form)
    plan(publisher, "2050-01-01 08:00")
    choose(publisher, "Schedule to publish")
    expect(publisher.get_by_text("has been scheduled for publishing")).to_be_visible()
    publisher.goto(form)
    open_status(publisher)
    publisher.get_by_role("button", name="Cancel scheduled publish").click()
    expect(publisher.get_by_text("unscheduled")).to_be_visible()


def open_status(page):
    panel = page.locator("[data-side-panel=status]")
    page.wait_for_load_state("networkidle")
    if not panel.is_visible():  # the admin remembers which panel was open
        page.get_by_role("button", name="Toggle status").click()
    expect(panel).to_be_visible()


def plan(page, moment):
    open_status(page)
    page.get_by_role("button", name="Set schedule").click()
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    page.locator("[name=go_live_at]").click()
    expect(calendar).to_be_visible()
    page.keyboard.type(moment)
    page.get_by_text("Set publishing schedule").click()
    expect(calendar).to_be_hidden()
    page.get_by_role("button", name="Save schedule").click()
    expect(page.get_by_text("Once scheduled:")).to_be_visible()


def test_a_translation_from_english_to_the_reader(writer, track):
    editor, publisher = writer("Editors"), writer("Publishers")
    editor.goto(f"/admin/pages/{track.pk}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).click()
    editor.get_by_role("link", name="Translate this page").click()
    editor.get_by_label("Italiano").check()
    editor.get_by_role("button", name="Submit").click()
    expect(editor.get_by_text("was successfully submitted for translation")).to_be_visible()
    editor.goto(f"/admin/pages/{track.pk}/edit/")
    open_status(editor)
    editor.get_by_role("button", name="Switch locales").click()
    with editor.expect_navigation(wait_until="networkidle"):
        editor.get_by_role("link", name="Italiano").click()
    editor.get_by_role("button", name="Translate", exact=True).first.click()
    editor.locator(".js-translation-editor textarea").fill("Vendere alle città")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Translated manually")).to_be_visible()
    publisher.goto(editor.url)
    publisher.get_by_role("button", name="Publish in Italiano").click()
    expect(publisher.get_by_text("Published 'Vendere alle città'")).to_be_visible()
    publisher.goto(track.get_url().replace("/en/", "/it/"))
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Vendere alle città")
