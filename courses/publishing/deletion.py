"""Pages that learners' records hang on are not deleted but unpublished."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from assessments.models import Attempt, CheckResponse
from learning.models import (
    Activity,
    Completion,
    Enrolment,
    Module,
    Track,
    TrackEnrolment,
    Visit,
    Watching,
)

RECORDS = (Visit, Completion, Attempt, CheckResponse, Watching)

_forced = ContextVar("deletion forced", default=False)


@contextmanager
def forced_deletion():
    """Within it, pages with records may be deleted: their rows are retired, the records stay."""
    token = _forced.set(True)
    try:
        yield
    finally:
        _forced.reset(token)


def refuse_deletion(instance, **kwargs):
    """Receive `pre_delete` of any model; raise ProtectedError where records need the page."""
    if isinstance(instance, Page) and not _forced.get() and (rows := blockers([instance])):
        raise ProtectedError(refusal(rows), set(rows))


def blockers(pages):
    """The rows of the outline with records whose last page would go with `pages`.

    `pages` go with everything below them. An alias may always go: it shows another page.
    """
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    written = Page.objects.filter(alias_of=None)
    going = set(written.filter(below).values_list("translation_key", flat=True))
    staying = written.exclude(below).filter(translation_key__in=going)
    keys = going.difference(staying.values_list("translation_key", flat=True))
    return [*_with_records(keys)] if keys else []


def _with_records(keys):
    of_activity = (Exists(model.objects.filter(activity=OuterRef("pk"))) for model in RECORDS)
    yield from Activity.objects.filter(reduce(or_, of_activity), key__in=keys)
    yield from Module.objects.filter(
        Exists(Enrolment.objects.filter(module=OuterRef("pk"))), key__in=keys
    )
    yield from Track.objects.filter(
        Exists(TrackEnrolment.objects.filter(track=OuterRef("pk"))), key__in=keys
    )


def refusal(rows):
    """Why pages are not deleted, in words for the editor."""
    titles = ", ".join(f"“{row.title}”" for row in rows[:3])
    if len(rows) > 3:
        titles = _("%(titles)s and %(count)d more") % {"titles": titles, "count": len(rows) - 3}
    return _(
        "Learners have records of %(titles)s, so the page is not deleted. Unpublish it instead: "
        "nobody finds it any more, and the records stay readable."
    ) % {"titles": titles}
