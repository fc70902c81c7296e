"""The language that somebody is written to in."""

from django.conf import settings
from django.utils.translation import get_language


def language_of(user):
    """The code of the language to write to `user` in: the preferred one, else the active one."""
    chosen = getattr(user, "preferred_language", "")
    known = chosen in dict(settings.LANGUAGES)
    return chosen if known else get_language() or settings.LANGUAGE_CODE
