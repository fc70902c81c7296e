"""What is wrong with OIDC_PROVIDERS is said, and no value repeated."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.deployment.providers import NEEDED, read_providers

GOOD = {
    "id": "eu-login",
    "name": "EU Login",
    "server": "https://login.example/realms/eu/",
    "client_id": "portal",
    "client_secret": "squirrel",
}


def with_changes(**changes):
    return [GOOD | changes]


def test_right_ones_are_read():
    assert read_providers("", is_production=True) == []
    other = GOOD | {"id": "keycloak", "confirmed_by": "checked"}
    first, second = read_providers(json.dumps([GOOD, other]), is_production=True)
    assert first == GOOD | {
        "server": "https://login.example/realms/eu",
        "confirmed_by": "email_verified",
    }
    assert second["confirmed_by"] == "checked"
    near = json.dumps(with_changes(server="http://localhost:9"))
    assert len(read_providers(near, is_production=False)) == 1


WRONG = [
    ({"id": "eu-login"}, "must be a list of objects"),
    (["eu-login"], "must be a list of objects"),
    *(
        (
            [{key: value for key, value in GOOD.items() if key != name}],
            f"lacks “{name}”, a text, in",
        )
        for name in NEEDED
    ),
    (with_changes(name=" "), "lacks “name”, a text, in entry 1"),
    (with_changes(client_id=5), "lacks “client_id”, a text, in entry 1"),
    ([GOOD, GOOD | {"secret": "x"}], "holds “secret” in entry 2, which means nothing"),
    (with_changes(id="EU Login"), "needs small letters, digits and hyphens"),
    (with_changes(id="e" * 41), "at most 40, as “id” in entry 1"),
    (with_changes(name="E" * 41), "has a “name” of more than 40 characters in entry 1"),
    (with_changes(confirmed_by=True), "needs the name of a claim as “confirmed_by” in entry 1"),
    (with_changes(confirmed_by=""), "needs the name of a claim as “confirmed_by” in entry 1"),
    (with_changes(server="https://[squirrel"), "has no address as “server” in entry 1"),
    (with_changes(server="https://"), "needs an address that begins with https://"),
    (with_changes(server="http://login.example"), "needs an address that begins with https://"),
    (with_changes(server="http://localhost:9"), "needs an address that begins with https://"),
    (with_changes(server="https://login.example/?a=b"), "begins with https:// as “server”"),
    (with_changes(server="https://login.example/#a"), "begins with https:// as “server”"),
    (
        with_changes(server="https://login.example/.well-known/openid-configuration"),
        "needs “server” without /.well-known/… in entry 1",
    ),
    ([GOOD, GOOD | {"name": "Another"}], "holds the same “id” twice"),
]


@pytest.mark.parametrize(("entries", "message"), WRONG)
def test_wrong_ones_are_named_and_no_value_is(entries, message):
    with pytest.raises(ImproperlyConfigured) as refused:
        read_providers(json.dumps(entries), is_production=True)
    said = str(refused.value)
    assert said.startswith("OIDC_PROVIDERS ")
    assert message in said
    assert "squirrel" not in said
    assert refused.value.__cause__ is None


def test_what_is_no_json_is_named_and_not_repeated():
    with pytest.raises(ImproperlyConfigured, match="OIDC_PROVIDERS is no JSON") as refused:
        read_providers('[{"client_secret": "squirrel"', is_production=True)
    assert "squirrel" not in str(refused.value)
