"""How long ago something was, in one unit."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy

register = template.Library()

UNITS = (
    (timedelta(days=365), ngettext_lazy("%(n)s year ago", "%(n)s years ago", "n")),
    (timedelta(days=30), ngettext_lazy("%(n)s month ago", "%(n)s months ago", "n")),
    (timedelta(days=7), ngettext_lazy("%(n)s week ago", "%(n)s weeks ago", "n")),
    (timedelta(days=1), ngettext_lazy("%(n)s day ago", "%(n)s days ago", "n")),
    (timedelta(hours=1), ngettext_lazy("%(n)s hour ago", "%(n)s hours ago", "n")),
    (timedelta(minutes=1), ngettext_lazy("%(n)s minute ago", "%(n)s minutes ago", "n")),
)


@register.filter
def age(moment):
    """How long ago `moment` was, in its largest whole unit, such as "3 months ago"."""
    passed = timezone.now() - moment
    for length, words in UNITS:
        if passed >= length:
            return words % {"n": passed // length}
    return gettext("just now")
