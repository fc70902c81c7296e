"""docs/operations.md names every variable that the portal reads, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = {"text", "required", "number", "flag"}
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
        for file in ("portal/settings.py", "portal/environment.py", "gunicorn.conf.py")
        for name in variables_read(ROOT / file)
    }
    assert len(read) > 20
    assert set(ROW.findall((ROOT / "docs/operations.md").read_text("utf-8"))) == read


def test_the_example_for_compose_is_complete():
    example = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    given_by_compose = {"DATABASE_URL", "REDIS_URL"}
    needed = {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"}
    assert needed <= names
    assert not names & given_by_compose
