"""What is changed inside the frameworks, for want of a way that they offer. Logged at the start.

What takes the place of a function wraps it, so that theirs can still be compared with what was
seen (`ops/upgrading`). One patch stands elsewhere, because the portal never runs with it:
`demo.clock`.
"""

import json
import logging
from functools import wraps
from importlib.metadata import version

from django.http import Http404
from django.utils.translation import gettext, gettext_noop
from wagtail import views
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages import edit
from wagtail.fields import StreamField
from wagtail.models import Task, Workflow
from wagtail.url_routing import RouteResult

from content.blocks.base import UNREADABLE
from content.comments import queue_comment_mails
from courses.routing import find_key, find_page
from courses.views.not_offered import not_offered
from text.cells import as_text, without_formula

logger = logging.getLogger(__name__)

NO_BLOCKS = (None, "", "[]", "null", '""')  # as an empty stream is stored

gettext_noop("Publisher approval")  # the workflow that the portal begins with


def apply_patches():
    """Patch, and log what was patched; to be called once, when the apps are there."""
    translate_workflow_names()
    logger.info("Patched Wagtail %s: names of workflows are translated", version("wagtail"))
    logger.info("Patched Wagtail %s: pages are found by their path", version("wagtail"))
    make_exports_readable()
    logger.info("Patched Wagtail %s: files of reports can be opened", version("wagtail"))
    make_streams_loadable()
    logger.info("Patched Wagtail %s: a damaged stream is an empty one", version("wagtail"))
    edit.send_notification = queue_comment_mails
    logger.info("Patched Wagtail %s: mails about comments are ours", version("wagtail"))


def serve(request, path):
    """Serve the page at `path` below the language's home page.

    A page that `courses.routing` knows is handed to Wagtail as the route that Wagtail would have
    found; hooks, privacy and previews stay Wagtail's. Who has a record of what went offline is told
    so instead of a bare 404.
    """
    # Who is signed in is read first: with it comes the edition that all else is kept under.
    bool(request.user.is_authenticated)
    if page := find_page(path):
        request._wagtail_route_for_request = RouteResult(page)
    try:
        return views.serve(request, path)
    except Http404:
        if request.user.is_authenticated and (key := find_key(path)):
            return not_offered(request, key)
        raise


class TranslatedName(str):
    """A name that is stored as it was given, and shown in the active language."""

    __slots__ = ()

    def __str__(self):
        return gettext(as_stored(self))


def as_stored(name):
    """The `name` as a plain str, the way the database holds it."""
    return str.__str__(name)


def translate_workflow_names():
    """Make names that are read from the database show translated; forms show them as stored.

    Wagtail prints them straight from the database in some forty places.
    """
    for model in (Task, Workflow):
        field = model._meta.get_field("name")
        field.from_db_value = lambda name, *context: TranslatedName(name)
        field.value_from_object = lambda named: as_stored(named.name)


def make_streams_loadable():
    """Let a row be read whose stream is JSON of another shape, as it is where it is no JSON.

    The stream is empty then, its `raw_text` what is stored, and a save keeps that. Else each list
    with the row would fail. So it is where no block is of a type that there is.
    """
    theirs = StreamField.from_db_value

    @wraps(theirs)
    def from_db_value(self, value, expression, connection):
        try:
            stream = theirs(self, value, expression, connection)
            if stream or stream.raw_text is not None or value in NO_BLOCKS:
                return stream
            error = "no block of a known type"
        except UNREADABLE as reason:
            error = reason
        logger.error("A stream of %s cannot be read: %r", self, error)
        return self.to_python(self.stream_block.empty_value(raw_text=_as_json(value)))

    StreamField.from_db_value = from_db_value


def _as_json(stored):
    """What the text `stored` holds as JSON; itself where it is none."""
    try:
        return json.loads(stored)
    except (TypeError, ValueError):
        return stored


def make_exports_readable():
    """Let each text in a file of Wagtail's reports be one that spreadsheets take, as ours are."""
    written = {"csv": without_formula, "xlsx": as_text}
    theirs = SpreadsheetExportMixin.preprocess_field_value

    @wraps(theirs)
    def preprocess_field_value(self, field, value, export_format):
        value = theirs(self, field, value, export_format)
        return written[export_format](value) if isinstance(value, str) else value

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
