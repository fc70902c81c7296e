"""What enters the image: the code that git tracks, and nothing that lies beside it."""

import subprocess
from fnmatch import fnmatch
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[2]
# Needed to develop, to read or to start the image, not in it.
LEFT_OUT = {
    ".ci",
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "Dockerfile",
    "README.md",
    "compose.yaml",
    "dev",
    "docs",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements-production.in",
    "requirements.in",
    "tests",
}


def enters(path):
    """Whether `.dockerignore` lets `path` in: the last line that fits decides, as Docker has it."""
    is_in = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        parts = Path(path).parts
        heads = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        if pattern.startswith("**/"):
            fits = any(fnmatch(part, pattern[3:]) for part in parts)
        else:
            fits = any("/" not in head and fnmatch(head, pattern) for head in heads)
        if fits:
            is_in = line.startswith("!")
    return is_in


def test_every_tracked_file_enters_or_is_named():
    git = [which("git"), "ls-files"]
    tracked = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = tracked.stdout.splitlines()
    assert {path.split("/")[0] for path in tracked if not enters(path)} == LEFT_OUT
    assert {path.split("/")[0] for path in tracked if enters(path)}.isdisjoint(LEFT_OUT)


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".env.production",
        "demo/.env",
        "portal.dump",
        "ops/portal.dump",
        "media.tar",
        "var/portal.sqlite3",
        "portal/local.sqlite3-wal",
        "backup.sql",
        ".git/config",
        "portal/__pycache__/settings.pyc",
    ],
)
def test_what_lies_beside_the_code_stays_out(path):
    assert not enters(path)
