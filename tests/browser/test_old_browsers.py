"""Browsers of 2022 know neither light-dark() nor oklch(): everything can be read there, too."""

import contextlib
import functools
import json
import re
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

import ops.screenshots

# What browsers of before 2023 do not know, as Chromium 109, Firefox 115 or Safari 15.4.
NEW = re.compile(r"\b(light-dark\(|oklch\(|color-mix\(|has\(|text-wrap:|user-invalid)")
ALL = json.loads(Path(ops.screenshots.__file__).with_name("screens.json").read_text())["screens"]
NAMES = {
    "home", "catalogue", "track", "sign-up", "log-in-with-errors", "search", "my-learning",
    "lesson",
    "lesson-check-answered", "quiz-during", "quiz-passed", "account-profile", "report",
    "report-summary", "admin-of-trainer",
}  # fmt: skip
# Fields and buttons of which nothing is seen: neither an edge nor a ground of their own.
UNSEEN = """() => {
  const seen = (style, side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0 &&
    !/, 0\\)$|transparent/.test(style[`border${side}Color`]);
  const ours = "main :is(input, select, textarea), .button:not(.w-header-button)";
  return [...document.querySelectorAll(ours)]
    .filter((each) => each.checkVisibility() && !["hidden", "submit"].includes(each.type))
    .filter((each) => {
      const style = getComputedStyle(each);
      return !seen(style, "Bottom") && /, 0\\)$|transparent/.test(style.backgroundColor)
        && style.appearance === "none" && style.textDecorationLine === "none";
    })
    .map((each) => each.outerHTML.slice(0, 120));
}"""


@functools.cache
def made_old(address):
    """The kind and the text of what stands at `address`, without the new names.

    Asked for by Python: an answer that the browser holds goes with the page that asked.
    """
    with urllib.request.urlopen(address) as answer:
        return answer.headers["Content-Type"], NEW.sub(r"unknown-\1", answer.read().decode())


class Old(ops.screenshots.Photographer):
    """Serves style sheets and drawings with new names in them that no browser knows."""

    def _context(self, who):
        is_new = who not in self.contexts
        context = super()._context(who)
        if is_new:
            context.route(re.compile(r"\.(css|svg)($|\?)"), self._make_old)
        return context

    def close(self):
        """Close all pages at once, whatever drawing one of them still asks for."""
        for context in self.all_contexts:
            context.unroute_all(behavior="ignoreErrors")
        super().close()

    def _make_old(self, route):
        kind, text = made_old(route.request.url)
        with contextlib.suppress(Error):  # the page that asked may be closed by now
            route.fulfill(body=text, content_type=kind)


def test_everything_can_be_read(browser, demo):
    screens = [screen for screen in ALL if screen["name"] in NAMES]
    assert len(screens) == len(NAMES)
    faults = []
    mode = {"width": 1280, "height": 900, "dark": True}
    with contextlib.closing(Old(browser, demo, mode)) as old:
        for screen in screens:
            faults += [(screen["name"], fault) for fault in _faults(*old.open(screen), screen)]
    assert faults == []


def _faults(page, fault, screen):
    context = "main" if "/admin/" in screen["path"] else None
    found = Axe().run(page, context=context, options={"runOnly": ["color-contrast"]})
    nodes = [node for each in found.response["violations"] for node in each["nodes"]]
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    bare = "no ground" if ground.endswith(", 0)") else ""
    wrong = (fault, bare, *(node["target"] for node in nodes), *page.evaluate(UNSEEN))
    return [each for each in wrong if each]
