import pytest
from django.core.cache import cache, caches


@pytest.fixture(autouse=True)
def _no_attempts_yet(request):
    """Rate limits count in a table that no model has, so that nothing else empties it."""
    cache.clear()
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        caches["attempts"].clear()
        yield
        caches["attempts"].clear()
    else:
        yield
