"""The months, named here where Django's own catalogues name them otherwise than our texts.

They begin with a capital in Italian, have one name of two in Arabic, and there a short April of
its own spelling.
"""

from django.utils.translation import gettext_noop

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)

SHORT = (gettext_noop("apr"),)
