"""A passkey is added and logs in, with Chromium's own authenticator."""

import re

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from playwright.sync_api import expect

from tests.accounts.test_factors import with_app
from tests.browser.accessibility import assert_accessible
from tests.factories.people import PASSWORD, UserFactory

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_logs_in(page, context):
    person = UserFactory(preferred_language="en")
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/en/accounts/login/?next=/en/accounts/security/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("this device has none")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    assert_accessible(page)
    expect(page.get_by_label("Name")).to_have_value("Chrome on Linux")
    page.get_by_label("Name").fill("Phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert_accessible(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Phone")).to_be_visible()
    assert_accessible(page)
    [told] = [each for each in mail.outbox if "passkey" in each.subject.lower()]
    assert (told.to, told.subject) == ([person.email], "Your account has a new passkey")

    page.goto("/en/accounts/sessions/")
    page.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    page.goto("/en/accounts/login/?next=/en/accounts/security/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("heading", name="Phone")).to_be_visible()  # neither password nor code
    expect(page.get_by_text("not yet")).to_have_count(0)
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_a_passkey_alone_opens_the_admin(page, context, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = UserFactory(groups=["Trainers"], preferred_language="en")
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/en/accounts/login/?next=/admin/reports/completion/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/accounts/security/")  # the admin is closed without a factor
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    Authenticator.objects.filter(type="recovery_codes").delete()
    with_app(person)

    context.clear_cookies()
    page.goto("/en/accounts/login/?next=/admin/reports/completion/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/admin/reports/completion/")  # neither password nor code
    expect(page.get_by_role("heading", name="Completion by module")).to_be_visible()


def test_an_assistant_manager_without_a_second_factor_reaches_no_view_of_the_admin(
    page, context, settings
):
    settings.SECOND_FACTOR_REQUIRED = True  # as in production: see tests/portal/test_start.py
    assistants = Group.objects.create(name="Assistant managers")
    rights = ["access_admin", "view_user", "manage_user", "view_organisation"]
    assistants.permissions.set(Permission.objects.filter(codename__in=rights))
    person = UserFactory(preferred_language="en")
    person.groups.add(assistants)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/admin/people/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    setting_up = page.get_by_role("link", name="Add a passkey")
    expect(setting_up).to_be_visible()
    for path in (
        "/admin/",
        "/admin/people/",
        f"/admin/people/{person.pk}/",
        "/admin/organisations/",
        "/admin/account/",
        "/en/my-learning/",
    ):
        page.goto(path)
        expect(page).to_have_url(re.compile("/en/accounts/security/$"))
        expect(setting_up).to_be_visible()
    page.goto("/admin/people/")
    setting_up.click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.goto("/admin/people/")
    expect(page.get_by_role("link", name=str(person))).to_be_visible()
