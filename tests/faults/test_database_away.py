"""While the database is away the portal says so; then it works as before, without a restart."""

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.demo_server import running_server
from tests.faults.classroom import clear_classroom, fill_classroom
from tests.faults.learner import TOKEN
from tests.faults.outage import database_away, noticing
from tests.faults.records import answers

JSON = {"Accept": "application/json"}


class Client:
    """One who is signed in with a session that is there already."""

    def __init__(self, address, session):
        self._address, self._cookie = address, f"sessionid={session}; csrftoken={TOKEN}"

    def ask(self, path, data=None, headers=None):
        """(status, headers, last address, text) of a GET, or of a POST of the mapping `data`."""
        headers = {"Cookie": self._cookie, "X-CSRFToken": TOKEN, **(headers or {})}
        body = None if data is None else urlencode(data).encode()
        request = urllib.request.Request(self._address + path, body, headers)
        try:
            response = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.headers, response.url, response.read().decode()


@pytest.fixture
def classroom(demo_environment):
    yield fill_classroom(demo_environment, 1)
    clear_classroom(demo_environment)


def test_the_portal_says_so_and_goes_on(demo_environment, classroom):
    [session] = classroom.sessions.values()
    with running_server(noticing(demo_environment)) as server:
        client = Client(server.address, session)
        status, _headers, player, _text = client.ask(
            f"/en/learn/activities/{classroom.quiz}/attempt/", {}
        )
        assert status == 200
        save = f"{player.removeprefix(server.address)}save/"
        question = classroom.questions[0]
        answer = {f"was-{question}": "", f"q-{question}": "71"}

        with database_away(demo_environment):
            for path in ("/ar/", "/ar/my-learning/", "/ar/training/smes/", "/ar/nowhere/"):
                status, headers, _url, text = client.ask(path)
                assert (status, headers["Retry-After"]) == (503, "30"), path
                assert 'lang="ar"' in text
                assert headers["X-Request-ID"] in text
                assert "Traceback" not in text
            status, headers, _url, text = client.ask(save, answer, JSON)
            assert (status, headers["Retry-After"]) == (503, "30")
            assert json.loads(text)["message"]
            status, _headers, _url, text = client.ask("/healthz")
            assert (status, json.loads(text)["database"]) == (503, "unreachable")

        assert client.ask("/healthz")[0] == 200
        assert client.ask("/ar/my-learning/")[0] == 200
        assert answers(demo_environment, classroom.quiz) == {}
        assert client.ask(save, answer, JSON)[0] == 200
        assert list(answers(demo_environment, classroom.quiz).values()) == ["71"]
