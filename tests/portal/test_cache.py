"""A cache that is away costs time and nothing else."""

import os
import socket
import subprocess
import sys
from contextlib import suppress

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from learning.models import Completion
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.training import activity_of, module_of, published_module

pytest.importorskip("redis")


@pytest.fixture
def dead_cache(settings):
    """A cache at a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"redis://127.0.0.1:{free.getsockname()[1]}/0"
        settings.CACHES = {
            "default": {"BACKEND": "portal.backends.cache.Cache", "LOCATION": address},
            "attempts": django_settings.CACHES["attempts"],
        }
        yield caches["default"]


def test_it_answers_as_an_empty_one(dead_cache, caplog):
    assert dead_cache.add("a", 1) is True
    assert dead_cache.get("a", "nothing") == "nothing"
    assert dead_cache.get_or_set("a", lambda: 2) == 2
    assert dead_cache.get_many(["a", "b"]) == {}
    assert dead_cache.set_many({"a": 1}) == []
    assert "a" not in dead_cache
    assert dead_cache.touch("a") is False
    assert dead_cache.delete("a") is False
    with pytest.raises(ValueError, match="not found"):
        dead_cache.incr("a")
    dead_cache.delete_many(["a"])
    dead_cache.clear()
    assert "The cache is away" in caplog.text


@pytest.mark.django_db
def test_what_is_counted_stays_in_the_database(dead_cache):
    dead_cache.set("allauth:rl:mails", [1], 60)
    assert caches["attempts"].get("allauth:rl:mails") == dead_cache.get("allauth:rl:mails") == [1]


def test_a_cache_that_does_not_answer_is_left_in_peace(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings.CACHES = {
            "default": {"BACKEND": "portal.backends.cache.Cache", "LOCATION": address}
        }
        for number in range(50):
            caches["default"].get(f"key{number}")
        silent.setblocking(False)
        for _knock in range(2):  # the try and, at most, its repetition
            with suppress(BlockingIOError):
                silent.accept()[0].close()
        with pytest.raises(BlockingIOError):
            silent.accept()


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_cache")
def test_logging_in_and_learning_go_on(client):
    module, [lesson] = published_module()
    learner = UserFactory()
    EnrolmentFactory(learner=learner, module=module_of(module))
    response = client.post(
        "/en/accounts/login/", {"login": learner.email, "password": PASSWORD, "next": lesson.url}
    )
    assert response["Location"] == lesson.url
    assert client.get(lesson.url).status_code == 200
    response = client.post(reverse("activity_complete", args=[lesson.translation_key]))
    assert response.status_code == 302
    assert Completion.objects.get().activity == activity_of(lesson)


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_cache")
def test_wrong_passwords_are_counted_while_it_is_away(client):
    learner = UserFactory()
    data = {"login": learner.email, "password": "wrong"}
    for _number in range(5):
        client.post("/en/accounts/login/", data)
    html = client.post("/en/accounts/login/", data | {"password": PASSWORD}).text
    assert "Wait five minutes" in html


# A process that logs in with a wrong password so many times, and says what it was answered.
ATTEMPTS = """
import sys
import django
django.setup()
from django.test import Client
url, email, times = "/en/accounts/login/", sys.argv[1], int(sys.argv[2])
answers = [Client().post(url, {"login": email, "password": "wrong"}) for _ in range(times)]
print(["Wait five minutes" in answer.text for answer in answers])
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("redis", ["", "redis://127.0.0.1:1/0"], ids=["none", "away"])
def test_wrong_passwords_count_in_all_processes(redis, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis)
    learner = UserFactory()
    heard = [in_another_process(learner.email, times) for times in (3, 3)]
    assert heard == ["[False, False, False]", "[False, False, True]"]


def in_another_process(*arguments):
    """What ATTEMPTS prints when another process runs it on the database of the test."""
    command = [sys.executable, "-c", ATTEMPTS, *map(str, arguments)]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": address_of(connection.settings_dict),
    }
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


def address_of(database):
    """The value of DATABASE_URL that leads to the `database` of the test."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{database['NAME']}"
