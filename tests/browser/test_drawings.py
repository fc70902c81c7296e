"""A drawing on a page, by day and by night."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from content.models import CustomImage

FILE = Path(__file__).parents[2] / "demo/images/decision-tree.svg"
SHOW = """(address) => {
  const picture = new Image();
  picture.id = "drawing";
  picture.src = address;
  document.querySelector("main").replaceChildren(picture);
  return picture.decode();
}"""


@pytest.fixture
def address():
    """Where the drawing is served, as an editor uploaded it."""
    file = ContentFile(FILE.read_bytes(), name=FILE.name)
    return CustomImage.objects.create(title="Tree", file=file, width=600, height=812).file.url


def ground(locator):
    """The colour of the drawing's ground: the sum of red, green and blue."""
    return sum(Image.open(BytesIO(locator.screenshot())).convert("RGB").getpixel((150, 20)))


def test_a_drawing_is_dark_by_night(page, address):
    page.goto("/en/accounts/login/")
    page.evaluate(SHOW, address)
    assert ground(page.locator("#drawing")) > 700
    page.emulate_media(color_scheme="dark")
    assert ground(page.locator("#drawing")) < 100
