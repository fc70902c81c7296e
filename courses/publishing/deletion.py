"""Pages with learners' records are unpublished, not deleted."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from learning.models import Activity, Module, Track

_forced = ContextVar("deletion forced", default=False)


@contextmanager
def forced_deletion():
    """A context manager in which pages with records may be deleted.

    Their rows of the outline are retired; no record is touched.
    """
    token = _forced.set(True)
    try:
        yield
    finally:
        _forced.reset(token)


def refuse_deletion(page):
    """Raise ProtectedError if records need `page`."""
    if not _forced.get() and (rows := blockers([page])):
        raise ProtectedError(refusal(rows), set(rows))


def blockers(pages):
    """The rows of the outline with records that would lose their last page.

    `pages` are to be deleted with everything below them. An alias may always go: it only shows
    another page.
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
    for row in (Activity, Module, Track):
        records = [Exists(related) for related in records_of(row)]
        yield from row.objects.filter(reduce(or_, records), key__in=keys)


def records_of(row):
    """Yield for each model with a learner a queryset: the records at the row of the outer query.

    `row`, an Activity, Module or Track or their class, says what that query is over.
    """
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.one_to_many and "learner" in {
            f.name for f in relation.related_model._meta.fields
        }:
            records = relation.related_model._base_manager
            yield records.filter(**{relation.field.name: OuterRef("pk")})


def refusal(rows):
    """A sentence for the editor that says why the pages of `rows` are not deleted."""
    titles = ", ".join(f"“{row.title}”" for row in rows[:3])
    if len(rows) > 3:
        titles = _("%(titles)s and %(count)d more") % {"titles": titles, "count": len(rows) - 3}
    return _(
        "Learners have records of %(titles)s, so the page is not deleted. Unpublish it instead: "
        "nobody finds it any more, and the records stay readable."
    ) % {"titles": titles}
