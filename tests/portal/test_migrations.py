"""Migrations stand on their own: what they did on the first day they do for ever."""

import ast
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(path for path in ROOT.glob("*/migrations/*.py") if path.name != "__init__.py")
# Whose fields and blocks a state may name. Never our own apps: their code goes on changing.
ALLOWED = {"django", "modelcluster", "modelsearch", "taggit", "wagtail", "wagtailmedia"}


def imported(tree):
    """The top names of all modules that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "a relative import" if node.level else node.module.partition(".")[0]


def listed_texts(tree):
    """For each list, tuple, set and dictionary the texts that it holds, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
            inside = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
            yield {each.value for each in inside if isinstance(each.value, str)}


def faults(source):
    """What a migration may not hold, in words."""
    tree = ast.parse(source)
    codes = {code for code, _name in settings.LANGUAGES}
    for name in sorted(set(imported(tree)) - ALLOWED - sys.stdlib_module_names):
        yield f"imports {name}"
    if any(len(texts & codes) > 1 for texts in listed_texts(tree)):
        yield "holds a list of languages"


def test_there_are_migrations():
    assert len(MIGRATIONS) > 20


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_imports_no_live_code_and_lists_no_languages(path):
    assert list(faults(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("import accounts.models", "imports accounts"),
        ("def change(apps):\n    from text.words import folded", "imports text"),
        ("from . import names", "imports a relative import"),
        ("CHOICES = [('en', 'English'), ('es', 'Español')]", "holds a list of languages"),
        ("for code in ('he', 'ar'):\n    pass", "holds a list of languages"),
    ],
)
def test_what_it_may_not_hold_is_found(source, fault):
    assert list(faults(source)) == [fault]
