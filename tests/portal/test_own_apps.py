"""An app that was forgotten in the contracts would be held by none of them."""

import tomllib

from django.conf import settings

from tests.own_apps import OURS

PLAIN = ["documents", "text"]  # values and functions alone, no apps
LINTER = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]


def contract(kind):
    """The first contract of a kind."""
    return next(each for each in LINTER["contracts"] if each["type"] == kind)


def test_every_app_has_its_place_in_the_order_of_imports():
    assert sorted(contract("layers")["layers"]) == sorted([*OURS, *PLAIN])


def test_no_app_is_left_out_where_imports_are_read():
    assert sorted(LINTER["root_packages"]) == sorted([*OURS, *PLAIN])
    assert sorted(contract("acyclic_siblings")["ancestors"]) == sorted([*OURS, *PLAIN])
