"""Every screen of ops/screens.json as a picture: `screenshots.py ADDRESS FOLDER [NAME …]`.

With `--guides` instead of names: those marked `guide`, as the guides in docs/ show them.

A screen is an address, who opens it (nobody is logged in without), and what is done there: `steps`
are methods of Playwright's locators with their selector and value, "follow", which clicks what
leads to another page, "offline", "forget", after which nobody is logged in, and "print", which may
be "landscape". `status` is what the
address answers when it is not 200. The tests look at a screen in every mode, or, marked `once`, in
one of them.
"""

import json
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PASSWORD = "smart-cities-demo"  # noqa: S105 -- public, of fictional people only
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
# Fonts, pictures that would wait until somebody scrolls to them, and whatever is still moving in.
PICTURES_ARE_THERE = """() => {
  const lazy = [...document.querySelectorAll("img[loading=lazy]")];
  lazy.forEach((picture) => { picture.loading = "eager"; });
  const moving = document.getAnimations()
    .filter((each) => each.effect.getTiming().iterations !== Infinity);
  return Promise.all([
    document.fonts.ready,
    ...lazy.map((picture) => picture.decode()),
    ...moving.map((each) => each.finished),
  ])
    .then(() => true, () => true);
}"""
# A step may have scrolled the page, and what is then half under the bar at the top looks too small.
FROM_THE_TOP = """() => [document.documentElement, document.querySelector("#main")]
  .forEach((part) => part?.scrollTo({ top: 0, behavior: "instant" }))"""
# What stands out of the window, or nothing.
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? "" : [
  document.documentElement.scrollWidth,
  ...[...document.querySelectorAll("body *")]
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
    })
    .slice(0, 3)
    .map((each) => each.cloneNode().outerHTML),
].join(" ")"""
GUIDES = "--guides"
GUIDE_MODE = {"width": 1200, "height": 800}
TALLEST = 6000
LANDSCAPE = {"width": 1123, "height": 794}  # a sheet of A4
# How much of a page of the admin is out of sight: it scrolls inside of the window.
BELOW = (
    "(main => main ? main.scrollHeight - main.clientHeight : 0)(document.querySelector('#main'))"
)


class Photographer:
    """Takes pictures in one mode; logs in as each person once."""

    def __init__(self, browser, address, mode):
        self.browser = browser
        self.address = address
        self.mode = mode
        self.contexts = {}
        self.all_contexts = []
        self.left = {}  # by their contexts: pages on which nothing was done

    def take(self, screen, target, full_page=True):
        """Save a picture of `screen` as `target`; return what is wrong with it, or nothing."""
        page, fault = self.open(screen)
        if full_page:
            height = min(self.mode["height"] + page.evaluate(BELOW), TALLEST)
            page.set_viewport_size({"width": self.mode["width"], "height": height})
        page.screenshot(path=target, full_page=full_page)
        page.close()
        return fault

    def open(self, screen):
        """The page of `screen`, and what is wrong with its status or width, or nothing."""
        context = self._context(screen.get("who"))
        context.set_offline(False)
        page = self.left.pop(context, None) or context.new_page()
        language = self.mode.get("language", "en")
        path = screen["path"].replace("/en/", f"/{language}/", 1)
        status = page.goto(self.address + path).status
        for step in screen.get("steps", ()):
            self._do(page, *step)
        page.evaluate(PICTURES_ARE_THERE)
        page.evaluate(FROM_THE_TOP)
        wide = page.evaluate(WIDER)
        if status != screen.get("status", 200):
            return page, f"answered {status}"
        return page, f"is wider than the window: {wide}" if wide else ""

    def leave(self, page, screen):
        """Close the page of `screen`; if nothing was done on it, the next one may come there."""
        if "steps" in screen:
            page.close()
        else:
            self.left[page.context] = page

    def _do(self, page, action, selector="", *values):
        if action == "offline":
            page.context.set_offline(True)
        elif action == "forget":
            page.context.clear_cookies(name="sessionid")
            kept = {who: each for who, each in self.contexts.items() if each is not page.context}
            self.contexts = kept
        elif action == "print":
            page.emulate_media(media="print")
            if selector == "landscape":
                page.set_viewport_size(LANDSCAPE)
        elif action == "follow":
            with page.expect_navigation():
                page.locator(selector).first.click()
        else:
            getattr(page.locator(selector).first, action)(*values)

    def _context(self, who):
        if who not in self.contexts:
            context = self.browser.new_context(
                viewport={"width": self.mode["width"], "height": self.mode["height"]},
                color_scheme="dark" if self.mode.get("dark") else "light",
                locale=self.mode.get("language", "en"),  # the admin follows the browser
            )
            self.all_contexts.append(context)
            if who:
                page = context.new_page()
                page.goto(self.address + "/accounts/login/")
                page.fill("[name=login]", who)
                page.fill("[name=password]", PASSWORD)
                page.locator("[name=password]").press("Enter")
                page.wait_for_url("**/my-learning/")
                page.close()
            self.contexts[who] = context
        return self.contexts[who]

    def close(self):
        """Close all that was opened."""
        for context in self.all_contexts:
            context.close()


def shots(plan, names):
    """Which pictures to take: (mode, screen, name of the file, whether of the full page)."""
    if GUIDES in names:
        for screen in plan["screens"]:
            if screen.get("guide"):
                yield GUIDE_MODE, screen, f"{screen['name']}.png", False
        return
    for mode_name, mode in plan["modes"].items():
        for screen in plan["screens"]:
            if not names or screen["name"] in names:
                yield mode, screen, f"{screen['name']}-{mode_name}.png", True


def main(address, folder, *names):
    """Take all pictures, or those of the screens named. Returns the number of faults."""
    plan = json.loads(Path(__file__).with_name("screens.json").read_text("utf-8"))
    faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        photographer = None
        for mode, screen, name, full_page in shots(plan, names):
            if photographer is None or photographer.mode is not mode:
                if photographer:
                    photographer.close()
                photographer = Photographer(browser, address, mode)
            fault = photographer.take(screen, Path(folder) / name, full_page)
            faults += bool(fault)
            sys.stdout.write(f"{name} {fault}\n")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:])))
