"""Contrast of the colour tokens, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
GROUNDS = ("paper", "surface", "shade")
TEXTS = ("ink", "muted", "sea", "terracotta", "olive", "saffron", "red")


def read_tokens():
    """Return {name: (by day, by night)} as linear luminance."""
    tokens = {}
    for name, value in re.findall(r"--([a-z-]+): ([^;]*oklch[^;]*);", TOKENS):
        colours = [luminance(*map(float, match)) for match in re.findall(COLOUR, value)]
        tokens[name] = (colours[0], colours[-1]) if colours else None
    return tokens


def luminance(lightness, chroma, hue):
    """Relative luminance of an OKLCH colour, cut to sRGB (Ottosson 2020, WCAG 2.2)."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    light = lightness / 100
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(value, 0), 1) for value in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
def test_contrast(front, ground, least, scheme):
    tokens = read_tokens()
    assert contrast(tokens[front][scheme], tokens[ground][scheme]) >= least
