"""Shares of a hundred, written as the reader's language writes them."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def per_cent(number):
    """`number` with the per cent sign, such as "50 %", or "50%" in Hebrew and Arabic."""
    return gettext("%(number)s %%") % {"number": number}
