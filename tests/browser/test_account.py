"""Accounts and pages of the site, as a browser shows them."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.models import User
from courses.mails import ENROLLED
from notices.links import off_url
from notices.models import MailState
from tests.browser.accessibility import assert_accessible
from tests.factories.pages import StandardPageFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.notices.samples import of_learning


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sign_up_can_be_used_by_everyone(page, language):
    page.goto(f"/{language}/accounts/signup/")
    assert_accessible(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile({"en": "^Error: ", "ar": "^خطأ: "}[language]))
    assert_accessible(page)


def test_password_can_be_shown_while_it_is_typed(page):
    page.goto("/en/accounts/login/")
    password = page.locator("[name=password]")
    password.fill("three quiet words")
    page.get_by_role("button", name="Show the password").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide the password").click()
    expect(password).to_have_attribute("type", "password")


def test_organisation_is_found_by_typing(page, context, log_in):
    person = UserFactory(organisation=None)
    OrganisationFactory(name="Waterwise", kind="sme", city="Ramallah", country="PS")
    OrganisationFactory(name="Waterboard", kind="public_body")
    log_in(context, person)
    page.goto("/en/accounts/organisation/")
    page.get_by_label("Small or medium-sized enterprise").check()
    page.locator("[name=name]").press_sequentially("water")
    page.locator("#organisations option").wait_for(state="attached")
    options = page.locator("#organisations option").evaluate_all(
        "options => options.map((option) => [option.value, option.label])"
    )
    assert options == [["Waterwise", "Ramallah, Palestine"]]
    page.fill("[name=name]", "Waterwise")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your organisation is saved: Waterwise.").wait_for()
    assert User.objects.get(pk=person.pk).organisation.name == "Waterwise"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_kinds_of_mail_are_chosen(page, context, log_in, language):
    person = UserFactory(preferred_language=language)
    log_in(context, person)
    page.goto(f"/{language}/accounts/notices/")
    assert_accessible(page)
    page.locator("[name=wanted]").first.uncheck()
    with page.expect_navigation():  # before it the box looks the same
        page.locator("main form button[type=submit]").click()
    expect(page.locator("[name=wanted]").first).not_to_be_checked()
    assert person.mutings.get().kind == ENROLLED.key


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_kind_of_mail_is_stopped_by_its_link(page, language):
    person = UserFactory(preferred_language=language)
    page.goto(urlsplit(off_url(person.pk, ENROLLED.key)).path)
    assert_accessible(page)
    assert not person.mutings.exists()
    page.locator("main form button").click()
    page.locator("main a.button").wait_for()
    assert_accessible(page)
    assert person.mutings.get().kind == ENROLLED.key


def test_external_video_is_asked_for_after_the_click_only(page):
    player, asked = "**://www.youtube-nocookie.com/**", []
    page.on("request", lambda request: asked.append(request.url))
    page.route(player, lambda route: route.abort())
    video = {"url": "https://youtu.be/abcdefghijk", "title": "A pilot in Málaga"}
    about = StandardPageFactory(title="About", slug="about", body=[("embed", video)])
    page.goto(about.url)
    assert_accessible(page)
    assert not [url for url in asked if "youtube" in url]
    with page.expect_request(player):
        page.get_by_role("link", name="Play the video from YouTube").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "A pilot in Málaga")
    expect(frame).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/abcdefghijk")


def test_what_was_entered_outlives_the_session(
    page, context, log_in, end_session, log_in_elsewhere
):
    person = UserFactory(organisation=None, preferred_language="en")
    OrganisationFactory(name="Waterwise", kind="sme", country="PS")
    log_in(context, person)
    page.goto("/en/accounts/organisation/?next=/en/accounts/email/")
    page.get_by_label("Small or medium-sized enterprise").check()
    page.fill("[name=name]", "Waterwise")
    end_session(context)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="You are no longer logged in").wait_for()
    assert_accessible(page)
    log_in_elsewhere(context, person)
    page.get_by_role("button", name="Send what I entered").click()
    page.get_by_text("Your organisation is saved: Waterwise.").wait_for()
    assert page.url.endswith("/en/accounts/email/")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_of_a_person_holds_the_longest_name_of_an_organisation(page, log_in, width):
    OrganisationFactory(name="Consortium of very long names " * 5)
    log_in(page.context, UserFactory(is_superuser=True))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/admin/users/new/")
    edge = page.locator("[name=organisation]").evaluate(
        "each => each.getBoundingClientRect().right"
    )
    assert edge <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_menu_of_the_account_is_all_in_sight_on_a_phone(page, context, log_in, language):
    log_in(context, UserFactory(preferred_language=language))
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"/{language}/accounts/password/change/")
    for link in page.locator(".account-nav-list a").all():
        expect(link).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_mail_in_the_report_is_a_card_on_a_phone(page, context, log_in, language):
    log_in(context, UserFactory(is_superuser=True, preferred_language=language))
    left = of_learning()
    left.state = MailState.SENT
    left.save()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/admin/reports/mails/")
    row = page.locator("main .listing tbody tr")
    expect(row).to_contain_text(left.person.email)
    cells = row.locator("td")
    expect(cells.nth(2)).to_be_in_viewport(ratio=1)
    for empty in (4, 5):  # nothing went wrong, and nothing is to be done
        expect(cells.nth(empty)).to_be_hidden()
