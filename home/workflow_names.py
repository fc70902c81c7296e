"""The names of workflows and their tasks, in the reader's language.

Wagtail prints them straight from the database in some forty places.
"""

from django.utils.translation import gettext, gettext_noop
from wagtail.models import Task, Workflow

gettext_noop("Publisher approval")  # the one that the portal begins with


class TranslatedName(str):
    """A name that is stored as it was given, and shown in the active language."""

    __slots__ = ()

    def __str__(self):
        return gettext(as_stored(self))


def as_stored(name):
    """The `name` as a plain str, the way the database holds it."""
    return str.__str__(name)


def translate_names():
    """Make names that are read from the database show translated; forms show them as stored."""
    for model in (Task, Workflow):
        field = model._meta.get_field("name")
        field.from_db_value = lambda name, *context: TranslatedName(name)
        field.value_from_object = lambda named: as_stored(named.name)
