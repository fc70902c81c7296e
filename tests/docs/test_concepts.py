"""The table "Where is …" of the concepts leads to what is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/concepts.md").read_text().partition("## Where is …")[2]
PLACES = re.findall(r"`([\w/]+\.py): ([\w.]+)`", TABLE)


def names_in(tree):
    """What is defined on the outermost level of a module or class: {name: node}."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign):
            found |= {name.id: node for name in node.targets if isinstance(name, ast.Name)}
    return found


def test_the_table_has_places():
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and "|---" not in line]
    unplaced = [row for row in rows[1:] if "**" not in row and not re.search(r"\.py: ", row)]
    assert unplaced == []
    assert len(PLACES) > 30


@pytest.mark.parametrize(("path", "name"), PLACES)
def test_each_place_is_there(path, name):
    place = ast.parse((ROOT / path).read_text())
    for part in name.split("."):
        found = names_in(place)
        assert part in found, f"{path} has no {name}"
        place = found[part]
