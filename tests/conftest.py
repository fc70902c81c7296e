"""Fixtures for all tests."""

import os

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from learning.records.history import rewriting_history
from tests.demo_server import loaded_demo, running_server

# How long an example takes says how busy the machine is.
hypothesis_settings.register_profile("any_machine", deadline=None)
hypothesis_settings.load_profile("any_machine")


# Fixtures that bring a database of the kind that is tested.
DATABASES = {"db", "transactional_db", "live_server", "django_db_setup", "demo_environment"}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Put the tests that commit behind all others, and let each start with the migrated data.

    A test that commits empties the tables, so that none that rolls back may follow it. If some
    did without the migrated data, they would leave behind what `post_migrate` makes, under other
    numbers. Processes that share the work take it in this order, in groups: the tests of a file
    that commit, and those that do not.

    What hangs on no database is left out where it was run beside another one already.
    """
    whole = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in items:
        group = item.nodeid.partition("::")[0]
        if _commits(item):
            item.add_marker(whole, append=False)
            group = f"{group}, committing"
        item.add_marker(pytest.mark.xdist_group(group))
    yield
    items.sort(key=_commits)  # after the plugins, which sort by other things
    if os.environ.get("OTHER_DATABASE_WAS_TESTED"):
        config.hook.pytest_deselected(
            items=[item for item in items if not _hangs_on_database(item)]
        )
        items[:] = filter(_hangs_on_database, items)


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


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


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
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Set the databases up; return what the migrations put in, for `serialized_rollback`.

    Playwright's event loop gives the same thread another connection object, which lacks it. With
    --reuse-db it is put back in the end, for the next run finds no migration left to make it.
    """
    migrated = getattr(connection, "_test_serialized_contents", "")
    yield migrated
    if request.config.getoption("reuse_db") and any(map(_commits, request.session.items)):
        with django_db_blocker.unblock():
            connection.creation.deserialize_db_from_string(migrated)


@pytest.fixture(scope="session", autouse=True)
def _history_that_can_be_emptied():
    """Let tests that commit empty the tables: SQLite deletes, which the history refuses."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_all(self, statements):
        with rewriting_history():
            flush(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(operations, "execute_sql_flush", flush_all)
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
def publishing(django_capture_on_commit_callbacks):
    """`with publishing():` runs at its end what waits for the commit: the outline follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory):
    """The variables with which the demo can be served from its own database."""
    with loaded_demo(tmp_path_factory.mktemp("demo")) as environment:
        yield environment


@pytest.fixture(scope="session")
def demo(demo_environment):
    """The address of the running demo."""
    with running_server(demo_environment) as server:
        yield server.address
