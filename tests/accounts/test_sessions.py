"""What a session holds, and when it ends."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user
from django.utils import timezone

from accounts.models import Session, User
from accounts.sessions import SessionStore, person_of_session
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


def test_whose_a_session_is_comes_with_it(client, django_assert_num_queries):
    person, other = UserFactory(), UserFactory()
    client.force_login(person)
    key = client.session.session_key
    with django_assert_num_queries(1):
        assert get_user(SimpleNamespace(session=SessionStore(key))).email == person.email
    SessionStore(key).load()
    assert person_of_session(other.pk) is None
    assert person_of_session(person.pk) == person
    assert person_of_session(person.pk) is None, "it may be old by now"
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert get_user(SimpleNamespace(session=SessionStore(key))).is_anonymous


def test_a_session_of_nobody_is_of_nobody(session):
    SessionStore(session.session_key).load()
    assert person_of_session(None) is None


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
