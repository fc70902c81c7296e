"""What editors read where a file is refused."""

import pytest
from playwright.sync_api import expect

from tests.factories.people import UserFactory

BROKEN = b"\xff\xd8\xff\xe0 and no more"
LONG = "The results of procurement of innovation in municipalities.jpg"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_refused_picture_is_told_why_and_asked_for_nothing_else(page, context, log_in, width):
    log_in(context, UserFactory(groups=["Editors"]))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/admin/images/multiple/add/")
    file = {"name": LONG, "mimeType": "image/jpeg", "buffer": BROKEN}
    page.locator("#fileupload").set_input_files(file)
    refused = page.locator("#upload-list > li")
    expect(refused).to_contain_text("This picture is broken or cut off.")
    expect(refused.get_by_text("Please provide an image description")).to_be_hidden()
    assert (
        refused.locator(".left").evaluate("(each) => getComputedStyle(each).wordBreak") == "normal"
    )
    zone = page.locator(".drop-zone")
    assert zone.evaluate("(each) => each.scrollWidth <= each.clientWidth")
