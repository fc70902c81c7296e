"""The picture of shared links: `python ops/share_picture.py` after a colour or the tile changed."""

import os
import sys
from io import BytesIO
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SIZE = {"width": 1200, "height": 630}
COLOURS = 32
MOTIFS = ("sme", "civil_servant", "everyone")
PAGE = """<!doctype html><style>{tokens}{site}{learn}
body {{ display: block; margin: 0; background: #17263a; overflow: hidden; color-scheme: light; }}
.wall {{ display: grid; grid-template-columns: repeat(6, 210px); gap: 0; }}
.wall {{ margin-inline-start: -30px; }}
.wall svg {{ inline-size: 210px; block-size: 210px; }}
</style><body><div class="wall">{tiles}</div>"""


def main():
    """Draw a wall of finished tiles, and save it as a small PNG."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from courses.templatetags.tiles import tile_of

    sheets = ("tokens", "site", "learn")
    css = {name: (ROOT / f"static/css/{name}.css").read_text() for name in sheets}
    tiles = "".join(
        tile_of(9, 6 + number * 5 % 4, MOTIFS[(number + number // 6) % 3], 210, "-")
        for number in range(18)
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE)
        page.set_content(PAGE.format(tiles=tiles, **css))
        picture = Image.open(BytesIO(page.screenshot()))
        browser.close()
    picture.convert("RGB").quantize(COLOURS).save(ROOT / "static/img/share.png", optimize=True)


if __name__ == "__main__":
    main()
