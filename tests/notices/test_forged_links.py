"""What a stranger sends to the address that switches mails off, over real HTTP (RFC 8058)."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.core.signing import Signer

from courses.mails import ENROLLED, MODULE_COMPLETED
from notices.links import off_url
from notices.models import Muting
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def ask(live_server):
    """`ask(method, path)`: the status of the answer of a server, to a program without cookies."""

    def ask(method, path, body=""):
        there = HTTPConnection(urlsplit(live_server.url).netloc, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        there.request(method, path, body or None, headers)
        answer = there.getresponse()
        answer.read()
        there.close()
        assert "Set-Cookie" not in answer.headers
        return answer.status

    return ask


def path_of(person, kind=MODULE_COMPLETED):
    return urlsplit(off_url(person.pk, kind.key)).path


def test_only_a_link_of_ours_switches_off_and_only_for_its_person(ask):
    ana, ben = UserFactory(), UserFactory()
    anas, bens = path_of(ana), path_of(ben)
    said, _colon, signature = anas.strip("/").rpartition("/")[2].rpartition(":")
    bens_said = bens.strip("/").rpartition("/")[2].rpartition(":")[0]
    others = path_of(ana, ENROLLED).strip("/").rpartition("/")[2].rpartition(":")[0]
    forged = [
        f"{said}:{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        f"{said}:{signature[:-1]}",
        f"{said}:",
        said,
        f"{bens_said}:{signature}",  # of another person
        f"{others}:{signature}",  # of another kind
        f"{said}:{signature}:{signature}",
        Signer(salt="accounts.signup").sign_object([ana.pk, MODULE_COMPLETED.key]),
        Signer(key="guessed", salt="notices.off").sign_object([ana.pk, MODULE_COMPLETED.key]),
        "%00",
        "%ff",
        "x" * 4000,
    ]
    answers = {token: ask("POST", f"/mails/off/{token}/", ONE_CLICK) for token in forged}
    assert {token: status for token, status in answers.items() if status != 404} == {}
    for method in ("GET", "HEAD"):
        assert ask(method, anas) == 200
        assert ask(method, f"{anas}?{ONE_CLICK}") == 200
    for method in ("PUT", "PATCH", "DELETE"):
        assert ask(method, anas, ONE_CLICK) == 405
    assert not Muting.objects.exists()

    assert ask("POST", bens, ONE_CLICK) == ask("POST", bens, ONE_CLICK) == 200
    assert list(Muting.objects.values_list("person", "kind")) == [(ben.pk, MODULE_COMPLETED.key)]
