"""The demo as people meet it: its own database, its own gunicorn, on a free port."""

import os
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


@contextmanager
def running_demo(folder):
    """Load the demo into a new database, serve it, and yield its address."""
    with _new_database(folder) as database_url:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "PORTAL_ENV": "demo",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "PORT": str(port),
            "SITE_URL": address,
        }
        for command in (["migrate", "-v0"], ["load_demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
            )
        with (folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


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
