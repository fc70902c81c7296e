"""Browsers of 2022 know neither light-dark() nor oklch(): everything can be read there, too."""

import json
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

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
        for context in self.contexts.values():
            context.unroute_all(behavior="ignoreErrors")
            context.close()

    def _make_old(self, route):
        answer = route.fetch()
        old = NEW.sub(r"unknown-\1", answer.text())
        route.fulfill(body=old, content_type=answer.headers["content-type"])


def test_everything_can_be_read(browser, demo):
    old = Old(browser, demo, {"width": 1280, "height": 900, "dark": True})
    screens = [screen for screen in ALL if screen["name"] in NAMES]
    assert len(screens) == len(NAMES)
    faults = []
    for screen in screens:
        page, fault = old.open(screen)
        context = "main" if "/admin/" in screen["path"] else None
        found = Axe().run(page, context=context, options={"runOnly": ["color-contrast"]})
        targets = [
            node["target"] for each in found.response["violations"] for node in each["nodes"]
        ]
        faults += [
            (screen["name"], what) for what in (fault, *targets, *page.evaluate(UNSEEN)) if what
        ]
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert not ground.endswith(", 0)"), screen["name"]
    old.close()
    assert faults == []
