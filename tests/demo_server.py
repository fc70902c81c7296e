"""The demo as people meet it: its own database, its own gunicorn, on a free port."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from zlib import crc32

import environ
import psycopg2
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
STOP_SECONDS = 60  # gunicorn itself ends after 30 what does not end
PASSWORD = "smart-cities-demo"
SCREENS = json.loads((ROOT / "ops/screens.json").read_text())


class Server:
    """A gunicorn with the variables of `environment`, on a free port. It may be killed."""

    def __init__(self, environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._environment = environment | {"PORT": str(port), "SITE_URL": self.address}

    def start(self):
        """Start it, and return when it answers."""
        with (Path(self._environment["VAR_DIR"]) / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait_for(self.address)

    def stop(self):
        """Let it end what it is doing."""
        self._process.terminate()
        self._process.wait(timeout=STOP_SECONDS)

    def kill(self):
        """End all its processes where they stand."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=STOP_SECONDS)

    def kill_a_worker(self, draw):
        """End one of the processes that answer, which the Random `draw` chooses."""
        main = self._process.pid
        workers = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        os.kill(int(draw.choice(workers)), signal.SIGKILL)


@contextmanager
def running_server(environment):
    """A `Server`, started, that is stopped in the end."""
    server = Server(environment)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def log_of(environment):
    """The end of what a server with these variables has written: why it answered 500."""
    return (Path(environment["VAR_DIR"]) / "server.log").read_text()[-20_000:]


@contextmanager
def copied_demo(factory):
    """The demo in a database of its own; yields the variables that it is served with.

    `factory` is pytest's tmp_path_factory. The first process of the run that comes loads the demo
    into a folder of all; everybody gets copies of that.
    """
    folder, shared = factory.mktemp("copy"), factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each has a folder of its own there
        shared = shared.parent
    databases = _Files() if _is_sqlite() else _Server()
    first, is_loaded = shared / "demo", shared / "demo-is-loaded"
    with _alone(shared):
        loads_it = not is_loaded.exists()
        if loads_it:
            first.mkdir()
            databases.create(first)
            _load(_environment(first, databases))
            is_loaded.touch()
        shutil.copytree(first, folder, dirs_exist_ok=True)
        databases.create(folder, template=first)
    try:
        yield _environment(folder, databases)
    finally:
        databases.drop(folder)
        if loads_it:
            with _alone(shared):
                is_loaded.unlink()
                databases.drop(first)
                shutil.rmtree(first)


def _environment(folder, databases):
    return os.environ | {
        "PORTAL_ENV": "demo",
        "DATABASE_URL": databases.address(folder),
        "VAR_DIR": str(folder),
        "STYLEGUIDE": "true",
        "OIDC_PROVIDERS": json.dumps(SCREENS["providers"]),
    }


def _load(environment):
    for command in (["migrate", "-v0"], ["load_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )


@contextmanager
def _alone(shared):
    """Let the other processes of the run wait here meanwhile."""
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_sqlite():
    return settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"


class _Files:
    """Databases of SQLite, which come and go with their folders."""

    def address(self, folder):
        return f"sqlite:///{folder / 'demo.sqlite3'}"

    def create(self, folder, template=None):
        pass

    def drop(self, folder):
        pass


class _Server:
    """Databases of PostgreSQL, on the server that the tests run on; each belongs to a folder."""

    def address(self, folder):
        return environ.Env().str("DATABASE_URL").rpartition("/")[0] + f"/{self._name(folder)}"

    def create(self, folder, template=None):
        source = f' TEMPLATE "{self._name(template)}"' if template else ""
        self._do(f'CREATE DATABASE "{self._name(folder)}"{source}')

    def drop(self, folder):
        self._do(f'DROP DATABASE "{self._name(folder)}" WITH (FORCE)')

    def _name(self, folder):
        return f"portal_demo_{crc32(str(folder).encode())}"

    def _do(self, sql):
        configured = settings.DATABASES["default"]
        maintenance = psycopg2.connect(
            dbname="postgres",
            host=configured["HOST"],
            port=configured["PORT"],
            user=configured["USER"],
            password=configured["PASSWORD"],
        )
        maintenance.autocommit = True
        with closing(maintenance), maintenance.cursor() as cursor:
            cursor.execute(sql)


def _wait_for(address):
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=10) as response:
                assert response.status == 200
                return
        except OSError:  # also of urllib, and when it takes too long
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
