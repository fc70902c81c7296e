"""What a transaction changes is collected, and acted on once after its commit."""

import random

import pytest
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished

from content import after_commit, receivers
from content.after_commit import AfterCommit, Stage
from courses.publishing.following import changed_pages
from tests.factories.pages import StandardPageFactory
from tests.own_apps import OURS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def acts():
    """What was done, in its order: pairs of a stage and the values."""
    return []


@pytest.fixture
def collector(acts):
    def collector(stage=Stage.OUTLINE):
        return AfterCommit(stage, lambda values: acts.append((stage, values)))

    return collector


def test_all_values_are_acted_on_once_after_the_commit(collector, acts):
    collected = collector()
    with transaction.atomic():
        for value in (1, 2, 2):
            collected.note(value)
        assert acts == []
    assert acts == [(Stage.OUTLINE, {1, 2})]
    with transaction.atomic():
        collected.note(3)
    assert acts[1:] == [(Stage.OUTLINE, {3})]


def test_outside_a_transaction_it_is_acted_on_at_once(collector, acts):
    collector().note(1)
    assert acts == [(Stage.OUTLINE, {1})]


def roll_back(note):
    with transaction.atomic():
        note()
        transaction.set_rollback(True)


@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_savepoint_rolled_back_is_forgotten(collector, acts, is_first):
    collected = collector()
    with transaction.atomic():
        if not is_first:
            collected.note(1)
        roll_back(lambda: collected.note(2))
        if is_first:
            collected.note(1)
        with transaction.atomic():
            collected.note(3)
    assert acts == [(Stage.OUTLINE, {1, 3})]


def test_what_a_transaction_rolled_back_is_not_left_for_the_next(collector, acts):
    collected = collector()
    roll_back(lambda: collected.note(1))
    assert not after_commit._thread.notes
    with transaction.atomic():
        collected.note(2)
    assert acts == [(Stage.OUTLINE, {2})]


@pytest.mark.parametrize("seed", range(5))
def test_the_stages_keep_their_order_whoever_comes_first(collector, acts, seed):
    stages = random.Random(seed).sample(list(Stage), len(Stage))
    with transaction.atomic():
        for stage in stages:
            collector(stage).note(stage.name)
    assert [stage for stage, _values in acts] == list(Stage)


def test_what_an_act_notes_itself_follows_before_later_stages(acts):
    outline = AfterCommit(Stage.OUTLINE, lambda values: acts.append(values))

    def mirror(values):
        with transaction.atomic():
            outline.note("alias")
        acts.append(values)

    with transaction.atomic():
        outline.note("page")
        AfterCommit(Stage.TREES, mirror).note("key")
    assert acts == [{"key"}, {"page", "alias"}]


def test_where_one_fails_it_is_logged_and_the_others_follow(collector, acts, caplog):
    def fail(values):
        raise ValueError("broken")

    with transaction.atomic():
        collector(Stage.EDITION).note(1)
        AfterCommit(Stage.TREES, fail).note(1)
    assert acts == [(Stage.EDITION, {1})]
    assert "What follows a commit failed: TREES" in caplog.text
    collector().note(2)
    assert acts[1:] == [(Stage.OUTLINE, {2})]


@pytest.mark.parametrize(
    "signal", [post_save, pre_delete, post_delete, page_published, page_unpublished]
)
def test_each_signal_about_pages_has_one_receiver_of_ours(signal):
    live = signal._live_receivers(sender=StandardPageFactory._meta.model)
    found = [each for group in live for each in group]
    assert len([each for each in found if each.__module__.split(".")[0] in OURS]) == 1


@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_outline_follows_the_trees_in_whatever_order_apps_start(
    collector, acts, monkeypatch, is_reversed
):
    followers = [collector(Stage.OUTLINE), collector(Stage.TRANSLATIONS), changed_pages]
    followers = followers[::-1] if is_reversed else followers
    monkeypatch.setattr(receivers, "_followers", dict.fromkeys(followers))
    page = StandardPageFactory()
    assert [stage for stage, _values in acts] == [Stage.TRANSLATIONS, Stage.OUTLINE]
    assert all(values == {page.translation_key} for _stage, values in acts)
