"""How email addresses are shown."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
AFTER_SIGNS = re.compile(r"(?<=[@.])")


@register.filter
def breakable(address):
    """An email `address` as HTML: a line ends behind one of its signs, not within a word."""
    parts = ((part,) for part in AFTER_SIGNS.split(address))
    return format_html_join(mark_safe("<wbr>"), "{}", parts)
