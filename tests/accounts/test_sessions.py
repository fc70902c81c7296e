"""What a session holds, and when it ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Session
from accounts.sessions import SessionStore
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    store = SessionStore()
    store["place"] = "Genoa"
    store.create()
    return store


def test_a_session_is_found_with_one_query(session, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(session.session_key)["place"] == "Genoa"


@pytest.mark.one_database
def test_a_session_holds_no_address(client):
    user = UserFactory()
    data = {"login": user.email, "password": PASSWORD}
    assert client.post("/en/accounts/login/", data)["Location"].endswith("/my-learning/")
    client.post("/en/accounts/reauthenticate/", data)
    assert [each["method"] for each in client.session["account_authentication_methods"]] == [
        "password",
        "password",
    ]
    assert "@" not in str(dict(client.session))


def test_a_session_that_has_ended_is_empty(session):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    found = SessionStore(session.session_key)
    assert "place" not in found
    assert found.session_key is None


def test_a_session_that_nobody_began_is_empty(session):
    found = SessionStore("made-up-by-someone")
    assert "place" not in found
    assert found.session_key is None
