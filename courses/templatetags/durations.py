"""How long things take, in words."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import ngettext

register = template.Library()

MANY = 100


@register.filter
def hours_in_words(hours):
    """A number of hours, such as "1 hour" or "1.5 hours"; nothing where it is not known."""
    if hours is None:
        return ""
    words = ngettext("%(hours)s hour", "%(hours)s hours", _counted(hours))
    return words % {"hours": floatformat(hours)}


@register.filter
def time_left(standing):
    """How long what is still required in the module of a Standing takes."""
    if hours := standing.hours_left:
        words = ngettext(
            "%(hours)s hour left in the module",
            "%(hours)s hours left in the module",
            _counted(hours),
        )
        return words % {"hours": floatformat(hours)}
    minutes = standing.minutes_left
    words = ngettext(
        "%(minutes)s minute left in the module", "%(minutes)s minutes left in the module", minutes
    )
    return words % {"minutes": minutes}


def _counted(hours):
    """The whole number whose plural `hours` take: half hours take that of a hundred."""
    return int(hours) if hours == int(hours) else MANY
