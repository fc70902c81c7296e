"""Packages are locked with the hashes of their files: another file of that name is refused."""

import re

import pytest
from django.conf import settings

LOCKED = sorted(settings.BASE_DIR.glob("requirements*.txt"))
PACKAGE = re.compile(
    r"^(?P<package>[\w.-]+(?:\[[\w,]+\])?==\S+)(?P<rest>(?:.*\\\n)*.*)", re.MULTILINE
)


def test_the_locks_are_found():
    assert len(LOCKED) == 3


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: file.name)
def test_every_package_has_hashes(file):
    found = {match["package"]: match["rest"] for match in PACKAGE.finditer(file.read_text())}
    assert "django" in " ".join(found)
    assert [package for package, rest in found.items() if "--hash=sha256:" not in rest] == []
