"""Working a page by keyboard alone."""

MAX_STEPS = 120


def tab_to(page, target):
    """Press Tab until the element of the locator `target` has the focus."""
    for _step in range(MAX_STEPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {target}")
