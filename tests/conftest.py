"""Fixtures for all tests."""

import gc
import os
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests.demo_server import copied_demo, running_server
from tests.migrated import Migrated

# What is imported stays: to look it through again and again took a twelfth of the time.
gc.set_threshold(50_000)
# How long an example takes says how busy the machine is.
hypothesis_settings.register_profile("any_machine", deadline=None)
hypothesis_settings.load_profile("any_machine")


# Fixtures that bring a database of the kind that is tested.
DATABASES = {"db", "transactional_db", "live_server", "django_db_setup", "demo_environment"}
HERE = Path(__file__).parent
# Files and folders of the slowest tests, the slowest first.
SLOW = ("journeys/test_editor_opens", "journeys/test_fuzz", "journeys/", "faults/", "demo/")
SLOW += ("browser/test_screens",)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Put first what takes long, so that processes that share the files end together.

    Chromium's tests follow all others, for Playwright's event loop stays in the process.
    What hangs on no database is left out where it was run beside another one already.
    """
    yield
    items.sort(key=_place)  # after the plugins, which sort by other things
    if os.environ.get("OTHER_DATABASE_WAS_TESTED"):
        config.hook.pytest_deselected(
            items=[item for item in items if not _hangs_on_database(item)]
        )
        items[:] = filter(_hangs_on_database, items)


def pytest_collection_finish():
    """Let the garbage collector pass over what is there before the first test."""
    gc.freeze()


def _place(item):
    """Where in the order the test's file stands."""
    path = item.path.relative_to(HERE).as_posix()
    slow = [number for number, start in enumerate(SLOW) if path.startswith(start)]
    return path.startswith("browser/"), min(slow, default=len(SLOW)), path


def _hangs_on_database(item):
    """Whether the test could end otherwise on another database.

    What Chromium does with what it is sent does not hang on it.
    """
    if item.get_closest_marker("browser") or item.get_closest_marker("one_database"):
        return False
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgresql")
        or DATABASES.intersection(item.fixturenames)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, pytestconfig):
    """Keep SQLite's test database in a file: in memory, threads would share one connection.

    With --reuse-db it stays in var/ for the next run, one for each process.
    """
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        is_kept = pytestconfig.getoption("reuse_db")
        folder = django_settings.VAR_DIR if is_kept else tmp_path_factory.mktemp("database")
        folder.mkdir(exist_ok=True)
        process = os.environ.get("PYTEST_XDIST_WORKER", "")
        database["TEST"]["NAME"] = str(folder / f"test{process}.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Set the databases up; a test that commits leaves them as the migrations did.

    Django would empty all tables and, before the next such test, fill them again.
    """
    with django_db_blocker.unblock():
        migrated = Migrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda test_case: migrated.put_back()
        )
        yield


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    """Keep uploaded files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _fresh_process():
    """Keep from a test what another one left: cached sites, the language of its last page."""
    cache.clear()
    translation.deactivate()


@pytest.fixture
def threads_take_turns_often():
    """Let threads interrupt each other as often as can be, so that what they share is seen."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture
def publishing(django_capture_on_commit_callbacks):
    """`with publishing():` runs at its end what waits for the commit: the outline follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory):
    """The variables with which the demo can be served from its own database."""
    with copied_demo(tmp_path_factory) as environment:
        yield environment


@pytest.fixture(scope="session")
def demo(demo_environment):
    """The address of the running demo."""
    with running_server(demo_environment) as server:
        yield server.address
