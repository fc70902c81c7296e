"""Tests in Chromium against a running server. Each starts with the migrated, empty portal."""

import os
from functools import wraps

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, expect

from tests.factories.people import PASSWORD

# Playwright keeps an event loop in this thread; the tests use the database between its steps.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Beside busy processes a page takes long. What is there at once waits for nothing.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)
ACTIONS = ("check", "click", "fill", "focus", "hover", "press", "press_sequentially")
ACTIONS += ("scroll_into_view_if_needed", "select_option", "set_input_files", "uncheck")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.hookimpl(wrapper=True)  # before the one that asks for these marks
def pytest_collection_modifyitems(items):
    """Mark every test of this folder: it runs in Chromium, on committed data."""
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
    yield


@pytest.fixture(autouse=True)
def _no_haste(request, monkeypatch):
    """Let every action wait until its page is loaded, but in tests marked `hasty`.

    An element may be there before the script that answers it: a link leads to a page, and what is
    clicked or typed there too early is lost.
    """
    if "hasty" not in request.keywords:
        for name in ACTIONS:
            monkeypatch.setattr(Locator, name, _when_loaded(getattr(Locator, name)))


def _when_loaded(action):
    @wraps(action)
    def patient(self, *args, **options):
        self.page.wait_for_load_state()
        return action(self, *args, **options)

    return patient


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which calls nobody."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def base_url(live_server):
    """Addresses that start with / are those of the running portal."""
    return live_server.url


@pytest.fixture
def log_in(base_url):
    """`log_in(context, user)`: from now on the browser's `context` is logged in as `user`."""

    def log_in(context, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": session.key, "value": session.value, "url": base_url}])

    return log_in


@pytest.fixture
def log_in_elsewhere():
    """`log_in_elsewhere(context, user)`: logs in with the form, in another tab."""

    def log_in_elsewhere(context, user):
        tab = context.new_page()
        tab.goto("/en/accounts/login/")
        tab.get_by_label("Email address").fill(user.email)
        tab.get_by_label("Password", exact=True).fill(PASSWORD)
        tab.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
        tab.wait_for_url("**/my-learning/")
        tab.close()

    return log_in_elsewhere


@pytest.fixture
def end_session():
    """`end_session(context)`: the browser's session is over, its pages stay open."""
    return lambda context: context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


@pytest.fixture(autouse=True)
def _no_errors_in_pages(request):
    """Fail a test when a page raised an error or broke the Content-Security-Policy."""
    if "page" not in request.fixturenames:
        yield
        return
    page, errors = request.getfixturevalue("page"), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: "Content Security" in message.text and errors.append(message.text),
    )
    yield
    assert errors == []
