"""The menus of the page's head: what opens them, and what closes them."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.factories.people import UserFactory

MENUS = [".menu >> nth=0", ".menu:has(.menu-name)", ".menu-phone"]  # languages, account, sections


@pytest.fixture
def head(page, context, log_in):
    """A page of someone who is logged in, on a screen with all three menus."""
    log_in(context, UserFactory())
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/en/accounts/profile/")
    return page


def opened(page):
    """Open one menu after the other by keyboard: what opened it, and its panel."""
    for menu in map(page.locator, MENUS):
        summary, panel = menu.locator("summary"), menu.locator(".menu-panel")
        summary.focus()
        page.keyboard.press("Enter")
        expect(panel).to_be_visible()
        yield summary, panel


def test_escape_closes_a_menu_and_leads_back(head):
    for summary, panel in opened(head):
        # What lies under the open panel is out of reach until it is closed.
        assert_accessible(head, within=".site-header")
        head.keyboard.press("Tab")
        expect(summary).not_to_be_focused()
        head.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(summary).to_be_focused()
    field = head.locator("[name=first_name]")
    field.focus()
    head.keyboard.press("Escape")  # no menu is open
    expect(field).to_be_focused()


def test_a_click_elsewhere_closes_a_menu(head):
    for summary, panel in opened(head):
        panel.click(position={"x": 1, "y": 1})  # its edge is a part of it
        expect(panel).to_be_visible()
        head.mouse.click(180, 630)
        expect(panel).to_be_hidden()
        summary.click()
        expect(panel).to_be_visible()
        summary.click()
        expect(panel).to_be_hidden()


def test_the_focus_elsewhere_closes_a_menu(head):
    for summary, panel in opened(head):
        head.keyboard.press("Shift+Tab")
        expect(panel).to_be_hidden()
        expect(summary).to_be_visible()


def test_without_scripts_a_menu_opens_and_closes(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/en/accounts/login/")
    menu = page.locator(".menu").first
    menu.locator("summary").click()
    expect(menu.locator(".menu-panel")).to_be_visible()
    menu.locator("summary").click()
    expect(menu.locator(".menu-panel")).to_be_hidden()
