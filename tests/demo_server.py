"""The demo as people meet it: its own database, its own gunicorn, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg2
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
PASSWORD = "smart-cities-demo"


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
        self._process.wait(timeout=20)

    def kill(self):
        """End all its processes where they stand."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)

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


@contextmanager
def loaded_demo(folder):
    """Load the demo into a new database; yield the variables that it is served with."""
    with _new_database(folder) as database_url:
        environment = os.environ | {
            "PORTAL_ENV": "demo",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "STYLEGUIDE": "true",
        }
        for command in (["migrate", "-v0"], ["load_demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
            )
        yield environment


@contextmanager
def _new_database(folder):
    """The address of an empty database of the kind that the tests run on."""
    configured = settings.DATABASES["default"]
    if configured["ENGINE"] == "django.db.backends.sqlite3":
        yield f"sqlite:///{folder / 'demo.sqlite3'}"
        return
    name = f"portal_demo_{os.getpid()}"
    maintenance = psycopg2.connect(
        dbname="postgres",
        host=configured["HOST"],
        port=configured["PORT"],
        user=configured["USER"],
        password=configured["PASSWORD"],
    )
    maintenance.autocommit = True
    try:
        with maintenance.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield environ.Env().str("DATABASE_URL").rpartition("/")[0] + f"/{name}"
            finally:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        maintenance.close()


def _wait_for(address):
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz") as response:
                assert response.status == 200
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
