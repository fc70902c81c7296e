# /// script
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""The fonts of PDF documents: `uv run ops/document_fonts.py` after Rubik in static/vendor changed.

Typst reads no variable fonts and no WOFF2, and of fonts that share a family name it sees only one.
So each subset of Rubik becomes a regular and a bold cut under a family name of its own.
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
SUBSETS = {
    "latin": "Rubik Latin",
    "latin-ext": "Rubik Latin Extended",
    "hebrew": "Rubik Hebrew",
    "arabic": "Rubik Arabic",
}
WEIGHTS = {400: "Regular", 700: "Bold"}
FAMILY, STYLE, KEY, WHOLE, POSTSCRIPT = 1, 2, 3, 4, 6  # of the table “name”


def cut(subset, family, weight):
    """Write the cut of a subset with this weight to documents/fonts/."""
    font = TTFont(ROOT / f"static/vendor/rubik/rubik-{subset}.woff2", recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    style = WEIGHTS[weight]
    named = {
        FAMILY: family,
        STYLE: style,
        KEY: f"{family} {style}",
        WHOLE: f"{family} {style}",
        POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
    }
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in (0, 13, 14)]
    for key, words in named.items():
        names.setName(words, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    is_bold = style == "Bold"
    font["OS/2"].fsSelection = 1 << 5 if is_bold else 1 << 6
    font["head"].macStyle = int(is_bold)
    if "STAT" in font:
        del font["STAT"]
    font.flavor = None
    font.save(ROOT / f"documents/fonts/rubik-{subset}-{style.lower()}.ttf")


if __name__ == "__main__":
    for subset, family in SUBSETS.items():
        for weight in WEIGHTS:
            cut(subset, family, weight)
