"""What is typed is compared in one place: nobody keeps a table of letters beside `text`."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = sorted(path.parent for path in ROOT.glob("*/apps.py"))
OF_TEXT = {"casefold", "unicodedata", "maketrans"}


def names_in(path):
    """The names, attributes and imported modules in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)
            yield getattr(node, "module", None)


def test_no_app_folds_letters_by_itself():
    files = [path for app in APPS for path in app.rglob("*.py") if "migrations" not in path.parts]
    assert len(files) > 200
    assert [str(path.relative_to(ROOT)) for path in files if OF_TEXT & set(names_in(path))] == []
