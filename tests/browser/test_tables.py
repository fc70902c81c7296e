"""A table that is wider than the screen tells so at the edge where it goes on."""

from io import BytesIO

import pytest
from PIL import Image

from tests.factories.pages import StandardPageFactory

COLUMNS = 4
SCROLLED = """(each) => new Promise((tell) => {
  if (each.scrollLeft) tell(each.scrollLeft);
  each.addEventListener("scroll", () => tell(each.scrollLeft));
})"""


def table(cell):
    return {
        "columns": [{"type": "text", "heading": cell}] * COLUMNS,
        "rows": [{"values": [cell] * COLUMNS}] * 3,
        "caption": "What was tried",
    }


@pytest.fixture
def show(page):
    """`show(cell, direction)`: a table of such cells on a phone. Returns what scrolls it."""

    def show(cell, direction):
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(StandardPageFactory(body=[("table", table(cell))]).url)
        page.evaluate("(direction) => { document.dir = direction; }", direction)
        page.locator(".table").evaluate("(each) => { each.style.opacity = 0; }")
        return page.locator(".table-scroll")

    return show


def shaded(scroller):
    """Whether there is a shadow at the left edge, and at the right edge."""
    picture = Image.open(BytesIO(scroller.screenshot())).convert("L")
    middle = picture.getpixel((picture.width // 2, 20))
    return tuple(picture.getpixel((x, 20)) < middle - 20 for x in (1, picture.width - 2))


@pytest.mark.parametrize(("direction", "sign"), [("ltr", 1), ("rtl", -1)])
def test_a_shadow_stands_where_the_table_goes_on(show, direction, sign):
    scroller = show("Interadministrative", direction)
    assert shaded(scroller) == (False, True)[::sign]
    scroller.evaluate("(each, by) => each.scrollBy(by, 0)", 60 * sign)
    assert shaded(scroller) == (True, True)
    scroller.evaluate("(each, by) => each.scrollBy(by, 0)", 9999 * sign)
    assert shaded(scroller) == (True, False)[::sign]


def test_a_table_that_fits_has_no_shadow(show):
    assert shaded(show("A", "ltr")) == (False, False)


def test_a_wide_table_is_scrolled_by_keyboard(show):
    scroller = show("Interadministrative", "ltr")
    scroller.focus()
    scroller.press("ArrowRight")
    assert scroller.evaluate(SCROLLED) > 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_kept_about_people_is_read_row_by_row_on_a_phone(page, language):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(
        StandardPageFactory(body=[("personal_data", None)]).url.replace("/en/", f"/{language}/")
    )
    cells = page.locator(".table-stacked tbody td")
    narrowest = cells.evaluate_all("(all) => Math.min(...all.map((each) => each.offsetWidth))")
    assert narrowest > 300
    said = cells.first.evaluate("(each) => getComputedStyle(each, '::before').content")
    assert {"en": "Why", "ar": "لماذا"}[language] in said
