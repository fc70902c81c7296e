"""What is broken here is broken for these tests alone."""

import pytest

from tests.demo_server import copied_demo


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory):
    """A demo of their own: the jobs of the one that others look at would send mails meanwhile."""
    with copied_demo(tmp_path_factory) as environment:
        yield environment
