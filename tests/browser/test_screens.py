"""Every screen of the demo: axe finds nothing, and nothing stands outside the window."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

import ops.screenshots
from tests.browser.accessibility import OPTIONS

SCREENS = json.loads(Path(ops.screenshots.__file__).with_name("screens.json").read_text())[
    "screens"
]
MODES = {
    "wide": {"width": 1280, "height": 900},
    "narrow and dark": {"width": 320, "height": 700, "dark": True},
    "Arabic": {"width": 360, "height": 760, "language": "ar"},
}
WIDTHS = (1152, 1248)  # the narrowest with a menu, and with all its words
TOPS = "all => all.map((li) => li.offsetTop)"
# What axe asks for that hangs on the look. All else hangs on the HTML, which a dark window shares
# with a wide one; another language has its own.
OF_THE_LOOK = {
    **OPTIONS,
    "runOnly": [
        "color-contrast",
        "link-in-text-block",
        "meta-viewport",
        "scrollable-region-focusable",
        "target-size",
    ],
}
RULES = {"wide": OPTIONS, "narrow and dark": OF_THE_LOOK, "Arabic": OPTIONS}
OPEN_FILTERS = ["click", ".w-slim-header-action-button"]
# Wagtail's own pages are Wagtail's.
OURS = [
    screen
    for screen in SCREENS
    if not screen["name"].startswith("admin")
    or (screen["path"] == "/admin/" and "steps" not in screen)
]


def ours_in(screen):
    """A selector of what is ours in a screen of the admin, None for all of the page.

    What an open menu covers by half is looked at in the screen without it.
    """
    if OPEN_FILTERS in screen.get("steps", []):
        return ".tippy-box"
    if screen["path"].startswith("/admin/reports/"):
        return "main"
    return ".dashboard-panel" if screen["name"].startswith("admin") else None


@pytest.mark.parametrize("mode", MODES)
def test_every_screen(browser, demo, mode):
    faults = []
    with closing(ops.screenshots.Photographer(browser, demo, MODES[mode])) as photographer:
        for number, screen in enumerate(OURS):
            if screen.get("once") and list(MODES)[number % len(MODES)] != mode:
                continue
            page, fault = photographer.open(screen)
            if fault:
                faults.append(f"{screen['name']} {fault}")
            found = Axe().run(page, context=ours_in(screen), options=RULES[mode])
            for violation in found.response["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                faults.append(f"{screen['name']}: {violation['id']} {targets}")
            photographer.leave(page, screen)
    assert faults == []


@pytest.mark.parametrize("who", [None, "sme@demo.example"])
def test_the_menu_stands_in_one_line(browser, demo, who):
    for language, _name in settings.LANGUAGES:
        mode = {"width": WIDTHS[0], "height": 500, "language": language}
        with closing(ops.screenshots.Photographer(browser, demo, mode)) as photographer:
            page, fault = photographer.open({"path": "/en/about/", "who": who})
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 500})
                tops = page.locator(".site-nav li").evaluate_all(TOPS)
                where = language, width
                assert (fault, len(tops) > 1, len(set(tops))) == ("", True, 1), where
