"""Fixtures of the journeys."""

import pytest

from tests.demo_server import running_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The address of the running demo."""
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address
