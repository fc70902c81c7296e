import pytest

from tests.courses.attempt.form import ALL_KINDS
from tests.factories.quizzes import begin, definition


@pytest.fixture
def attempt(client):
    """An attempt of whoever is logged in, with a question of each kind."""
    attempt = begin(definition(ALL_KINDS))
    client.force_login(attempt.learner)
    return attempt
