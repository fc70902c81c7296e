"""Icons: the vendored SVG files, written into the page so that they cost no request."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "lucide"
TONES = {"success": "circle-check", "warning": "triangle-alert", "error": "circle-alert"}
NAME = re.compile(r"[a-z0-9-]+\Z")
DIRECTIONAL = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-in", "log-out"}


@cache
def _shapes(name: str) -> SafeString:
    if not NAME.match(name):
        raise template.TemplateSyntaxError(f"'{name}' is not the name of an icon.")
    try:
        source = (FOLDER / f"{name}.svg").read_text()
    except FileNotFoundError as error:
        raise template.TemplateSyntaxError(
            f"There is no icon '{name}' in static/vendor/lucide."
        ) from error
    inner = source[source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")]
    return mark_safe(re.sub(r"\s*\n\s*", "", inner))  # noqa: S308 - our own files


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """Return the icon as inline SVG, hidden from assistive technology.

    `size` may be `s` or `l`. Icons that point somewhere are mirrored from right to left.
    """
    classes = " ".join(
        filter(None, ["icon", size and f"icon-{size}", name in DIRECTIONAL and "icon-mirrors"])
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        _shapes(name),
    )


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """Return the icon of a message or notice by its tone: info, success, warning or error."""
    return icon(TONES.get(tone, "info"))
