"""A quiz against time, as learners meet it."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Attempt
from tests.browser.test_quiz import expect_saved, learner, player, question, quiz

__all__ = ["learner", "player", "quiz"]


def leave(player, seconds):
    """Leave so many seconds from now on, which the page as it stands is told.

    A deadline that is set before the page comes may be past when it comes.
    """
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(seconds=seconds))
    with player.expect_response("**/time/"):
        player.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def leave_half_an_hour(player):
    """Leave thirty minutes, on a page that is loaded anew."""
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(minutes=30))
    player.reload()
    expect(time_left(player)).to_contain_text("30 minutes left")


def test_the_time_is_told_and_ends_the_attempt(player):
    question(player, 1).get_by_label("The need").check()
    expect_saved(player, 1)
    leave_half_an_hour(player)
    leave(player, 62)
    expect(time_left(player)).to_contain_text(re.compile(r"\d\d seconds left"))
    expect(player.locator("[data-announce]")).to_have_text(re.compile(r"\d\d seconds left"))
    question(player, 4).get_by_label("Your answer").fill("malaga")
    leave(player, 2)
    expect(player.locator(".result")).to_be_visible()
    attempt = Attempt.objects.get()
    assert not attempt.is_open
    assert attempt.points == 2


def test_the_time_goes_on_before_submitting(player):
    question(player, 1).get_by_label("The need").check()
    expect_saved(player, 1)
    player.get_by_role("button", name="Finish").click()
    expect(player.get_by_role("button", name="Submit my answers")).to_be_visible()
    expect(time_left(player)).to_have_count(0)
    leave_half_an_hour(player)
    leave(player, 2)
    expect(player.locator(".result")).to_be_visible()
    assert not Attempt.objects.get().is_open


def time_left(player):
    return player.locator(".timer")


def test_a_clock_that_jumps_submits_nothing(player):
    leave_half_an_hour(player)
    with player.expect_response("**/time/"):
        player.evaluate("() => { const now = Date.now; Date.now = () => now() + 2400000; }")
    expect(time_left(player)).to_contain_text("30 minutes left")
    assert Attempt.objects.get().is_open
    # More time, given by a trainer meanwhile, shows without a new page, and is said aloud.
    leave(player, 45 * 60)
    expect(time_left(player)).to_contain_text("45 minutes left")
    expect(player.locator("[data-announce]")).to_contain_text("45 minutes left")


def test_only_the_server_says_that_the_time_is_over(player, context):
    leave_half_an_hour(player)
    leave(player, 6)
    context.set_offline(True)
    expect(time_left(player)).to_contain_text("0 seconds left")
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(minutes=10))
    context.set_offline(False)
    expect(time_left(player)).to_contain_text("10 minutes left")
    assert Attempt.objects.get().is_open


def test_the_time_stays_in_sight_on_a_low_screen(player):
    Attempt.objects.update(deadline_at=timezone.now() + timedelta(minutes=30))
    player.set_viewport_size({"width": 740, "height": 360})
    player.reload()
    field = question(player, 4).get_by_label("Your answer")
    field.focus()
    expect(field).to_be_in_viewport(ratio=1)
    expect(time_left(player)).to_be_in_viewport(ratio=1)
    time, typed = time_left(player).bounding_box(), field.bounding_box()
    assert time["y"] + time["height"] <= typed["y"]
    question(player, 7).get_by_label("Gap 1").scroll_into_view_if_needed()
    expect(time_left(player)).to_be_in_viewport(ratio=1)
