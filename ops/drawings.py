# /// script
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""What the demo's drawings wear: `uv run ops/drawings.py` after a word or a colour has changed.

A drawing inside of <img> sees neither the style sheets nor the fonts of the page. Into its <style>
come the colour tokens that it names, by day and by night, and Rubik with the letters that it uses.
"""

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
RUBIK = ROOT / "static/vendor/rubik/rubik-latin.woff2"
# Every browser's colours come first, those by day and by night behind them.
TOKENS = re.findall(r"(--[a-z-]+): (.+);", (ROOT / "static/css/tokens.css").read_text())
BY_DAY, BY_DAY_AND_NIGHT = dict(reversed(TOKENS)), dict(TOKENS)
STYLE = """<style>
@font-face {{ font-family: Rubik; font-weight: 400 700; unicode-range: {range}; src: url(data:font/woff2;base64,{font}) format("woff2") }}
svg {{ {by_day} }}
@supports (color: light-dark(oklch(0% 0 0), #000)) {{ svg {{ color-scheme: light dark; {by_night} }} }}
</style>"""  # noqa: E501


def style(drawing):
    """The <style> for the text of an SVG. Raises KeyError for a colour that is no token."""
    elements = ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    letters = sorted(set("".join("".join(element.itertext()) for element in elements)))
    names = sorted(set(re.findall(r"var\((--[a-z-]+)\)", drawing)))
    return STYLE.format(
        range=", ".join(f"U+{ord(letter):X}" for letter in letters),
        font=b64encode(rubik(letters)).decode(),
        by_day=_declared(names, BY_DAY),
        by_night=_declared(names, BY_DAY_AND_NIGHT),
    )


def _declared(names, tokens):
    return " ".join(f"{name}: {tokens[name]};" for name in names)


def rubik(letters):
    """Rubik with nothing but `letters`, from regular to bold, as the bytes of a WOFF2 file."""
    font = TTFont(RUBIK, recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    options = Options(hinting=False, layout_features=["kern"], name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(letters))
    subsetter.subset(font)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()


for path in sorted((ROOT / "demo/images").glob("*.svg")):
    before, _, rest = path.read_text("utf-8").partition("<style>")
    after = rest.partition("</style>")[2]
    path.write_text(before + style(before + after) + after, "utf-8")
