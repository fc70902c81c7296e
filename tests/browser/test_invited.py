"""A manager invites people by a file; one accepts on a telephone, learns, and leaves for good."""

import re
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Erasure, Invitation, User
from learning.models import Completion
from tests.browser.accessibility import assert_accessible
from tests.browser.test_passkey import AUTHENTICATOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory

MANY = 30
LINK = re.compile(r"https?://[^/]+(/\S+/invited/\S+)")


@pytest.fixture
def module():
    """A module with two lessons."""
    module = ModulePageFactory(title="Reading a city")
    for title in ("Who buys", "The art of asking"):
        LessonPageFactory(parent=module, title=title)
    return module


def test_invited_by_a_file_learning_and_leaving(page, new_context, module, log_in, tmp_path):
    invite(page, log_in, tmp_path)
    context = new_context(viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    accept(phone, context)
    learn(phone, module)
    take_along(phone, tmp_path)
    leave(phone)


def invite(page, log_in, tmp_path):
    """A programme manager uploads the table of thirty people, and each gets one mail."""
    log_in(page.context, UserFactory(groups=["Programme managers"]))
    rows = [f"guest{number}@example.org,Núria,Placeholder{number}" for number in range(MANY)]
    file = tmp_path / "people.csv"
    file.write_text("\n".join(["Email address,First name,Last name", *rows]), encoding="utf-8")
    page.goto("/admin/people/invitations/")
    page.get_by_role("link", name="Invite many").click()
    page.locator("[type=file]").set_input_files(file)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_role("row", name=re.compile("guest7@example.org"))).to_be_visible()
    page.get_by_role("button", name=f"Invite these people ({MANY})").click()
    expect(page.get_by_text("leave within a few minutes")).to_be_visible()
    for _twice in range(2):
        call_command("take_in_files")
        call_command("send_mails")
    assert Invitation.objects.count() == len(mail.outbox) == MANY
    page.get_by_role("link", name="Load this page again").click()
    expect(page.get_by_role("listitem").filter(has_text=f"invitation: {MANY}")).to_be_visible()


def accept(phone, context):
    """Follow the link in the mail, accept without a password, and make a passkey."""
    devtools = context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    [letter] = [each for each in mail.outbox if each.to == ["guest7@example.org"]]
    phone.goto(LINK.search(letter.body)[1])
    assert_accessible(phone)
    phone.get_by_role("button", name="Accept").click()
    phone.wait_for_url("**/my-learning/**")
    phone.goto("/en/accounts/security/")
    phone.get_by_role("link", name="Add a passkey").click()
    phone.get_by_label("Name").fill("Phone")
    phone.get_by_role("button", name="Make the passkey").click()
    phone.get_by_role("link", name="I have kept them").click()
    expect(phone.get_by_role("heading", name="Phone")).to_be_visible()
    phone.goto("/en/accounts/sessions/")
    phone.get_by_role("main").get_by_role("button", name="Log out", exact=True).click()
    phone.goto("/en/accounts/login/")
    phone.get_by_role("button", name="Log in with a passkey").click()
    phone.wait_for_url("**/my-learning/**")


def learn(phone, module):
    """Enrol in the module and complete it."""
    phone.goto(module.url)
    phone.get_by_role("button", name="Enrol").click()
    for title in ("Who buys", "The art of asking"):
        phone.goto(module.url)
        phone.get_by_role("main").get_by_role("link", name=title).first.click()
        phone.get_by_role("button", name=re.compile("^Done: |complete", re.IGNORECASE)).click()
        phone.wait_for_load_state()
    expect(phone.get_by_role("main")).to_contain_text("completed")


def take_along(phone, tmp_path):
    """Download everything that is kept of oneself."""
    phone.goto("/en/accounts/data/")
    assert_accessible(phone)
    phone.get_by_role("button", name="Download everything").click()  # first the passkey is asked
    phone.get_by_role("button", name="Use a passkey").click()
    phone.wait_for_url("**/accounts/data/")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Download everything").click()
    file = tmp_path / "own.zip"
    download.value.save_as(file)
    with ZipFile(file) as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".json")]
    assert any(b"Reading a city" in text for text in texts)
    assert any(b"guest7@example.org" in text for text in texts)


def leave(phone):
    """Have the account erased: switched off at once, forgotten after seven days."""
    phone.get_by_role("link", name="Read on").click()
    phone.get_by_label("I want my account to be erased").check()
    phone.get_by_role("button", name="Erase my account").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your account is switched off")
    person = User.objects.get(email="guest7@example.org")
    assert not person.is_active
    Erasure.objects.update(due_at=timezone.now())  # a week later
    call_command("erase_due")
    assert not User.objects.filter(email=person.email).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert Completion.objects.filter(learner=person).count() == 2
