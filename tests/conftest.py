"""Fixtures for all tests."""

import pytest


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    """Keep uploaded files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def publishing(django_capture_on_commit_callbacks):
    """`with publishing():` runs at its end what waits for the commit: the outline follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
