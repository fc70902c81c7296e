import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    """Rate limits count in the cache."""
    cache.clear()
