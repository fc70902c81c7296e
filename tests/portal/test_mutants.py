"""./dev mutate knows which tests prove which module."""

import tomllib

import pytest

from ops.mutate import TABLE, changed_lines
from ops.mutate import tests_of as named_tests_of
from ops.upgrading.table import ROOT

MODULES = tomllib.loads(TABLE.read_text())


@pytest.mark.parametrize("path", MODULES)
def test_modules_and_their_tests_are_there(path):
    assert (ROOT / path).is_file()
    assert MODULES[path]
    assert all((ROOT / test).is_file() for test in MODULES[path])


def test_a_module_without_tests_is_refused():
    with pytest.raises(SystemExit, match=r"manage\.py has no tests in ops/mutants\.toml"):
        named_tests_of("manage.py")


def test_a_survivor_is_shown_by_what_it_changes():
    diff = "--- mutation diff ---\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n same\n-a + b\n+a - b\n"
    assert list(changed_lines(diff)) == ["    -a + b", "    +a - b"]
