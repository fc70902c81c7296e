"""What departs from the frameworks is written down, proven, and meets what it was written for.

docs/upgrading.md says what to do when one of these fails.
"""

import ast
import logging
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from demo import clock
from ops.upgrading.found import (
    inside_uses,
    method_overrides,
    shadowed_addresses,
    template_overrides,
)
from ops.upgrading.table import PAGE, ROOT, TABLE, as_page, as_toml, installed, read_table
from portal.patches import apply_patches
from tests.factories.people import UserFactory

OVERRIDES = read_table()


def is_listed(ours, theirs):
    """Whether the table has what `ours` takes the place of."""
    return any(f"{ours}.".startswith(f"{row.ours}.") and theirs in row.theirs for row in OVERRIDES)


@cache
def names_of_tests(path):
    """The names of the tests in a file, those of a class with its name before them."""
    file = ROOT / path
    names = set()
    for node in ast.parse(file.read_text()).body if file.is_file() else []:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inside = (each for each in node.body if isinstance(each, ast.FunctionDef))
            names |= {f"{node.name}::{each.name}" for each in inside}
    return names


@pytest.mark.parametrize("row", OVERRIDES, ids=lambda row: row.ours)
def test_what_stands_behind_is_what_was_seen(row):
    for path, seen in row.theirs.items():
        assert seen.split()[1] == installed(path).split()[1], (
            f"{path} is no longer what {row.ours} was written for (seen in {seen.split()[0]}, "
            f"installed is {installed(path).split()[0]}). Compare the two, carry over what we "
            f"want, run {row.test}, then ./dev upgrading --seen. See docs/upgrading.md."
        )


@pytest.mark.parametrize("row", OVERRIDES, ids=lambda row: row.ours)
def test_it_has_a_test_of_its_own(row):
    path, _colons, name = row.test.partition("::")
    assert name in names_of_tests(path), f"{row.test}, which is to prove {row.ours}, is not there."
    assert row.why


def test_each_stands_there_once():
    rows = Counter(row.ours for row in OVERRIDES)
    assert not [ours for ours, count in rows.items() if count > 1]


def test_the_page_is_made_from_the_table():
    assert PAGE.read_text() == as_page(OVERRIDES), "Run ./dev upgrading."
    assert TABLE.read_text() == as_toml(OVERRIDES), "Run ./dev upgrading."


def test_every_template_in_the_place_of_another_is_listed():
    found = dict(template_overrides())
    listed = {row.ours: next(iter(row.theirs)) for row in OVERRIDES if row.is_template}
    assert found == listed


def test_every_method_in_the_place_of_another_is_listed():
    missing = [pair for pair in method_overrides() if not is_listed(*pair)]
    assert not missing, "Put it into ops/upgrading/overrides.toml, or better do without."


def test_every_address_in_the_place_of_another_is_listed():
    missing = [found for found in shadowed_addresses() if not is_listed(*found[1:])]
    assert not missing


def test_every_reach_into_a_package_is_listed():
    listed = {row.ours for row in OVERRIDES}
    missing = [
        (module, words)
        for module, words in inside_uses()
        if not any(f"{ours}.".startswith(f"{module}.") for ours in listed)
    ]
    assert not missing


def test_what_is_listed_is_there():
    """A row whose override is gone goes too."""
    found = {*method_overrides(), *(each[1:] for each in shadowed_addresses())}
    reaching = {module for module, _words in inside_uses()}
    by_hand = {
        "accounts.admin.entrance.guard_admin",
        "content.blocks.table.TableBlock",
        "content.comments.queue_comment_mails",
        "content.gaps.fields.BlocksField.clean",
        "content.pages.api.Pages",
        "content.pages.entrance.guard_places",
        "content.search.backend.QuotesDoubled",
        "courses.formats.base.LessonChooserBlock",
        "home.dashboard.review.ReviewPanel",
        "portal.backends.cache.Cache",
        "portal.urls",
    }
    for row in OVERRIDES:
        is_found = any(f"{ours}.".startswith(f"{row.ours}.") for ours, _theirs in found)
        reaches = any(f"{row.ours}.".startswith(f"{module}.") for module in reaching)
        assert is_found or reaches or row.is_template or row.ours in by_hand, row.ours


def test_patches_are_logged(caplog):
    with caplog.at_level(logging.INFO, logger="portal.patches"):
        apply_patches()
    assert len(caplog.messages) == 5
    assert all(words.startswith("Patched Wagtail 8.") for words in caplog.messages)


def test_the_clock_of_the_demo_is_logged_once(caplog):
    clock._log_patch.cache_clear()
    moment = timezone.now() - timedelta(days=1)
    with caplog.at_level(logging.INFO, logger="demo.clock"):
        for _use in range(2):
            with clock.clock_at(moment):
                assert timezone.now() == moment
    assert timezone.now() > moment
    assert [words.startswith("Patched Django 5.") for words in caplog.messages] == [True]


def test_the_page_that_breaks_on_purpose_is_not_there():
    with pytest.raises(NoReverseMatch):
        reverse("wagtailadmin_error_test")


@pytest.mark.django_db
def test_there_is_one_log_in(client):
    person = UserFactory(password="a-long-password")
    data = {"username": person.email, "password": "a-long-password"}
    response = client.post("/en/_util/login/?next=/en/training/", data)
    assert response["Location"] == "/en/accounts/login/?next=/en/training/"
    assert "_auth_user_id" not in client.session
