"""docs/operations.md names every variable that the portal reads and commands that there are."""

import ast
import os
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import psycopg2
import pytest
from django.core.management import get_commands
from django.db import connection

from tests.factories.outline import EnrolmentFactory

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/operations.md").read_text("utf-8")
READERS = {"text", "required", "number", "flag", "day"}
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def variables_read(path):
    """The first arguments of all calls that read a variable in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "") or ast.unparse(node.func)
        first = node.args[0]
        if name in {*READERS, "os.environ.get"} and isinstance(first, ast.Constant):
            yield first.value


def test_every_variable_stands_in_the_table():
    read = {
        name
        for file in ("portal/settings.py", "portal/deployment/environment.py", "gunicorn.conf.py")
        for name in variables_read(ROOT / file)
    }
    assert len(read) > 20
    assert set(ROW.findall(GUIDE)) == read


def test_the_example_for_compose_is_complete():
    example = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    given_by_compose = {"DATABASE_URL", "REDIS_URL"}
    needed = {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"}
    needed |= {"CONTROLLER", "CONTACT_EMAIL"}
    assert needed <= names
    assert not names & given_by_compose


def test_every_command_exists():
    commands = set(re.findall(r"manage\.py (\w+)", GUIDE))
    assert len(commands) > 5
    assert commands <= set(get_commands())
    scripts = set(re.findall(r"(?:PYTHON=\S+ |`)(ops/[\w-]+)", GUIDE))
    assert scripts == {"ops/build", "ops/release", "ops/try-image"}
    assert all(os.access(ROOT / script, os.X_OK) for script in scripts)


def test_services_by_hand_run_what_the_containers_run():
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    in_containers = re.findall(r'command: \["python", "manage.py", (.*)\]', compose)
    assert len(in_containers) == 2
    for arguments in in_containers:
        command = " ".join(re.findall(r'"(.*?)"', arguments))
        assert f"`/srv/portal/.venv/bin/python manage.py {command}`" in GUIDE


def test_the_words_of_the_menu_are_those_of_the_guide(admin_client):
    page = admin_client.get("/admin/").text
    for words in ["Settings", "People", "Add a person"]:
        assert words in GUIDE
        assert words in page


def line_of(command):
    """The line of the guide that starts with `command`."""
    return re.search(rf"^    ({command} .*)", GUIDE, re.MULTILINE)[1]


@pytest.mark.skipif(
    connection.vendor != "postgresql" or not shutil.which("pg_dump"), reason="needs PostgreSQL"
)
@pytest.mark.django_db(transaction=True)
def test_a_backup_restores_into_an_empty_database(tmp_path):
    enrolment = EnrolmentFactory(learner__email="kept@example.org")
    own = {**connection.get_connection_params(), "dbname": "restored"}
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    try:
        follow(line_of("pg_dump"), connection.settings_dict["NAME"], tmp_path)
        follow(line_of("pg_restore"), "restored", tmp_path)
        with closing(psycopg2.connect(**own)) as restored, restored.cursor() as cursor:
            cursor.execute("SELECT module_id FROM learning_enrolment")
            assert cursor.fetchall() == [(enrolment.module_id,)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE restored")


def follow(line, database, home):
    """Do what a `line` of the guide says, as someone at home in `home`, to `database`."""
    settings = connection.settings_dict
    where = {name.lower(): settings[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    url = f"postgresql:///{database}?" + urlencode({k: v for k, v in where.items() if v})
    environment = {**os.environ, "HOME": str(home), "DATABASE_URL": url}
    subprocess.run(["/bin/bash", "-ec", line], env=environment, cwd=home, check=True)
