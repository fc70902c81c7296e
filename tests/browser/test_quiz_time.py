"""A quiz against time, as learners meet it."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Attempt
from tests.browser.test_quiz import expect_saved, learner, player, question, quiz

__all__ = ["learner", "player", "quiz"]


def test_the_time_is_told_and_ends_the_attempt(player):
    question(player, 1).get_by_label("The need").check()
    expect_saved(player, 1)
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(seconds=64))
    player.reload()
    expect(player.locator(".timer")).to_contain_text(re.compile(r"\d\d seconds left"))
    expect(player.locator("[data-announce]")).to_have_text(re.compile(r"60 seconds left"))
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(seconds=8))
    player.reload()
    question(player, 4).get_by_label("Your answer").fill("malaga")
    expect(player.locator(".result")).to_be_visible()
    attempt = Attempt.objects.get()
    assert not attempt.is_open
    assert attempt.points == 2


def test_the_time_goes_on_before_submitting(player):
    question(player, 1).get_by_label("The need").check()
    expect_saved(player, 1)
    player.get_by_role("button", name="Finish").click()
    expect(player.get_by_role("button", name="Submit my answers")).to_be_visible()
    expect(player.locator(".timer")).to_have_count(0)
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(seconds=8))
    player.reload()
    expect(player.locator(".timer")).to_contain_text("left")
    expect(player.locator(".result")).to_be_visible()
    assert not Attempt.objects.get().is_open
