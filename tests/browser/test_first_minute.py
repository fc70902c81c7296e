"""The first minute of a new person on a phone: clicks and fields, counted."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from learning.models import Enrolment
from tests.factories.pages import LessonPageFactory, ModulePageFactory, home_page
from tests.factories.training import publish

PHONE = {"width": 360, "height": 740}
MOST_CLICKS, MOST_FIELDS = 6, 4


class Hand:
    """Clicks and fills on `page`, and counts it."""

    def __init__(self, page):
        self.page = page
        self.steps, self.clicks, self.fields = [], 0, 0

    def click(self, target):
        self.steps.append(f"click {target.inner_text().strip()!r}")
        target.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def fill(self, label, text):
        self.steps.append(f"fill {label!r}")
        self.page.get_by_label(label).fill(text)
        self.fields += 1

    def open_mail(self, new_context):
        """Follow the link of the last mail, in a browser that knows nothing of this one."""
        self.steps.append("click the link in the mail, in another browser")
        path = re.search(r"https?://[^/]+(/\S+/start/\S+)", mail.outbox[-1].body)[1]
        self.page = new_context(viewport=PHONE).new_page()
        self.page.goto(path)
        self.clicks += 1

    @property
    def told(self):
        return f"{'; '.join(self.steps)}: {self.clicks} clicks, {self.fields} fields"

    @property
    def is_quick(self):
        return self.clicks <= MOST_CLICKS and self.fields <= MOST_FIELDS


@pytest.fixture
def training():
    """A home page, a track for firms with an open lesson and a closed one."""

    def make():
        page = home_page()
        page.headline = "Small firms and Mediterranean cities solve things together"
        page.lead = (
            "Online training for both sides. Firms learn how a city chooses and buys. People who "
            "work for cities learn to buy what is not in the catalogue yet."
        )
        page.save_revision().publish()
        module = ModulePageFactory(title="Reading a city", hours="2.5")
        return [
            LessonPageFactory(parent=module, title="What a smart city measures", access="everyone"),
            LessonPageFactory(parent=module, title="Who decides, who pays, who uses"),
        ]

    return publish(make)


def sign_up(hand, new_context):
    hand.fill("First name", "Vera")
    hand.fill("Last name", "Placeholder")
    hand.fill("Email address", "vera@example.org")
    hand.click(hand.page.get_by_role("main").get_by_role("button", name="Sign up"))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Check your email")
    hand.open_mail(new_context)
    hand.click(hand.page.get_by_role("button", name="Start: Reading a city"))


LARGEST = """() => new Promise((tell) => new PerformanceObserver((list) => {
  const last = list.getEntries().at(-1);
  tell([last.element.localName, last.url, last.element.innerText]);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


def test_the_largest_part_of_home_is_text(page, training):
    page.set_viewport_size(PHONE)
    page.goto("/en/")
    tag, address, words = page.evaluate(LARGEST)
    assert (tag in {"h1", "p"}, address) == (True, ""), (tag, address)
    assert len(words) > 40


def test_from_home_to_the_first_lesson(page, new_context, training):
    lesson, _closed = training
    page.set_viewport_size(PHONE)
    page.goto("/en/")
    for shown in (".home-facts", ".home-taste", ".doors"):  # on the first screen of a phone
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], shown
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    hand = Hand(page)
    hand.click(page.get_by_role("link", name="I work in an SME"))
    hand.click(page.get_by_role("main").get_by_role("link", name="Start: Reading a city"))
    hand.click(page.get_by_role("link", name="Sign up and begin"))
    sign_up(hand, new_context)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    expect(hand.page.get_by_role("status")).to_contain_text("You are enrolled.")
    assert hand.is_quick, hand.told
    assert Enrolment.objects.get().learner.email == "vera@example.org"


def test_from_home_through_a_lesson_to_try(page, new_context, training):
    lesson, _closed = training
    page.set_viewport_size(PHONE)
    page.goto("/en/")
    hand = Hand(page)
    hand.click(page.get_by_role("link", name=lesson.title))
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    hand.click(page.get_by_role("link", name="Sign up and begin"))
    sign_up(hand, new_context)
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(lesson.title)
    expect(hand.page.get_by_role("button", name=re.compile("^Done: "))).to_be_visible()
    assert hand.is_quick, hand.told
