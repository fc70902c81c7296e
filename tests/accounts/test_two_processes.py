"""One address, tried and signed up by two processes at the same moment."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from accounts.models import PendingSignup, User
from tests.factories.people import PASSWORD, UserFactory
from tests.portal.test_cache import address_of

pytestmark = pytest.mark.django_db(transaction=True)
# Waits for a line, then tries wrong passwords for an address and opens an account for another one.
# Prints the statuses, and how many of the passwords were looked at.
AT_ONCE = """
import json, re, sys
import django
django.setup()
from django.core import mail
from django.test import Client
known, new = sys.argv[1:]
visitor = Client(raise_request_exception=False, headers={"accept": "text/html"})
statuses, looked_at = [], 0
def post(url, data):
    answer = visitor.post(url, data)
    statuses.append(answer.status_code)
    return answer
print("ready", flush=True)
sys.stdin.readline()
person = {"first_name": "Dana", "last_name": "Levi", "email": new}
for number in range(4):
    answer = post("/en/accounts/login/", {"login": known, "password": f"wrong {number}"})
    looked_at += "do not match" in answer.text
    post("/en/accounts/signup/", person)
for message in mail.outbox:
    for link in re.findall("/en/accounts/start/[^/]+/", message.body)[:1]:
        post(link, {})
print(json.dumps([statuses, looked_at]))
"""


def test_no_fault_no_second_account_and_no_try_too_many():
    known = UserFactory().email
    command = [sys.executable, "-c", AT_ONCE, known, "new@example.org"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": address_of(connection.settings_dict),
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, env=environment, **pipes) for _number in range(2)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [json.loads(process.communicate(timeout=120)[0]) for process in running]

    assert {status for statuses, _looked_at in ended for status in statuses} <= {200, 302, 410}
    assert User.objects.filter(email="new@example.org").count() == 1
    person = User.objects.get(email="new@example.org")
    assert person.emailaddress_set.get().verified
    assert PendingSignup.objects.filter(email="new@example.org").count() <= 1

    looked_at = sum(number for _statuses, number in ended)
    assert 1 <= looked_at <= 5
    for _number in range(5 - looked_at):  # what was refused together counts for nobody
        Client().post("/en/accounts/login/", {"login": known, "password": "wrong"})
    answer = Client().post("/en/accounts/login/", {"login": known, "password": PASSWORD})
    assert "Wait five minutes" in answer.text
