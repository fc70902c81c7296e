"""./dev says in one line what keeps it from starting."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def dev(*arguments, **environment):
    """The finished process of `./dev` with these arguments."""
    return subprocess.run(
        ["./dev", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def scripts(tmp_path):
    """A folder for programs that stand before all others."""

    def write(name, text):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return {"PATH": f"{tmp_path}:{os.environ['PATH']}"}

    return write


def test_help_and_unknown_command():
    assert "./dev demo" in dev().stdout
    unknown = dev("fly")
    assert unknown.returncode == 2
    assert "./dev demo" in unknown.stderr


def test_busy_port():
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = dev("demo", PORT=port)
    assert result.returncode == 1
    assert result.stderr == (
        f"Port {port} is in use or not allowed. Choose another: PORT=8001 ./dev demo\n"
    )


def test_old_python(scripts):
    path = {}
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        path = scripts(name, "exit 1")
    result = dev("demo", **path)
    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.11 or newer is needed. On Debian 12: apt-get install python3\n"
    )
