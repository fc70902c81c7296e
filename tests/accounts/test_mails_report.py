"""Administrators see what became of each mail, and change nothing there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Mail, MailState
from tests.factories.people import UserFactory
from tests.notices.samples import of_learning, of_safety

pytestmark = pytest.mark.django_db
PATH = "/admin/reports/mails/"


@pytest.fixture
def show(client):
    client.force_login(UserFactory(is_superuser=True))
    return lambda query="": client.get(f"{PATH}{query}").content.decode()


def put(mail, state):
    mail.state = state
    mail.save()
    return mail


def test_each_state_says_what_to_do(show):
    lost = put(of_learning(), MailState.UNKNOWN)
    put(of_safety(), MailState.SENT)
    html = show()
    assert lost.person.email in html
    assert "Ask the person whether it has come" in html
    assert "Your password was changed" in html


def test_filters_by_state_and_kind(show):
    lost = put(of_learning(), MailState.UNKNOWN)
    other = put(of_safety(), MailState.SENT)
    for query in ("?state=unknown", "?kind=module_completed"):
        html = show(query)
        assert lost.person.email in html
        assert other.person.email not in html


def test_an_empty_list_says_what_will_stand_there(show):
    assert "No email has been written yet." in show()
    assert "No email matches." in show("?state=failed")


def test_odd_filters_are_borne(show):
    put(of_learning(), MailState.UNKNOWN)
    assert "Emails" in show("?state=none&kind=%00")


def test_mails_of_a_kind_that_is_gone_are_listed(show):
    put(of_learning(), MailState.SENT)
    Mail.objects.update(kind="gone")
    assert "gone" in show()


def test_thirty_mails_cost_as_many_queries_as_one(show):
    costs = []
    for number in (1, 30):
        for _each in range(number):
            put(of_learning(), MailState.SENT)
        with CaptureQueriesContext(connection) as captured:
            show()
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_it_takes_no_change(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.post(PATH).status_code == 405
