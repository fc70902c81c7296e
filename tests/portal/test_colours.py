"""Contrast of the colour tokens, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
GROUNDS = ("paper", "surface", "shade")
TEXTS = ("ink", "muted", "sea", "terracotta", "olive", "saffron", "red")
PLAIN = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS))
NEWER = dict(re.findall(r"--([a-z-]+): ([^;]*oklch[^;]*);", TOKENS))


def read_tokens():
    """Return {name: (in an older browser, by day, by night)} as relative luminance."""
    tokens = {}
    for name, plain in PLAIN.items():
        old = luminance(*(linear(int(plain[start : start + 2], 16)) for start in (1, 3, 5)))
        newer = [
            luminance(*of_oklch(*map(float, match)))
            for match in re.findall(COLOUR, NEWER.get(name, ""))
        ]
        tokens[name] = (old, *newer) if newer else (old, old, old)
    return tokens


def linear(byte):
    """The light of a part of an sRGB colour, from 0 to 1 (IEC 61966-2-1)."""
    part = byte / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(red, green, blue):
    """Relative luminance of a colour by the light of its parts (WCAG 2.2)."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def of_oklch(lightness, chroma, hue):
    """The light of the parts of an OKLCH colour, cut to sRGB (Ottosson 2020)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    light = lightness / 100
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return [min(max(value, 0), 1) for value in (red, green, blue)]


def contrast(one, other):
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def pairs():
    for text in TEXTS:
        for ground in GROUNDS:
            yield text, ground, 4.5
    for colour in ("sea", "terracotta", "olive", "saffron", "red"):
        yield colour, f"{colour}-wash", 4.5
        yield "ink", f"{colour}-wash", 4.5
        yield "muted", f"{colour}-wash", 4.5
    for solid in ("sea", "terracotta", "olive"):
        yield "on-solid", f"{solid}-solid", 4.5
    yield "on-saffron", "saffron-solid", 4.5
    yield "on-deep", "deep", 4.5
    yield "ink", "line", 4.5  # in the demo's drawings
    yield "on-deep-muted", "deep", 4.5
    for ground in GROUNDS:
        yield "edge", ground, 3
    for glaze, wash in (("sme", "terracotta"), ("city", "sea"), ("everyone", "olive")):
        yield f"glaze-{glaze}", "paper", 3
        yield f"glaze-{glaze}", f"{wash}-wash", 3


@pytest.mark.parametrize(("front", "ground", "least"), list(pairs()))
@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["older browser", "day", "night"])
def test_contrast(front, ground, least, scheme):
    tokens = read_tokens()
    assert contrast(tokens[front][scheme], tokens[ground][scheme]) >= least


def test_older_browsers_get_the_colours_of_day():
    tokens = read_tokens()
    assert NEWER.keys() <= PLAIN.keys()
    for name in NEWER:
        old, day, _night = tokens[name]
        assert old == pytest.approx(day, abs=0.01), name
