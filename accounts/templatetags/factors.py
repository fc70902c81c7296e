"""How secrets that somebody copies by hand are shown."""

from django import template

register = template.Library()
GROUP = 4


@register.filter
def in_groups(text):
    """`text` in groups of four characters."""
    return " ".join(text[begin : begin + GROUP] for begin in range(0, len(text), GROUP))
