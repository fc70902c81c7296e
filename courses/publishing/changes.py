"""Which pages were touched in a transaction; the outline follows once after its commit."""

import threading

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from courses.models import TrackPage
from courses.publishing.freezing import freeze_quizzes
from courses.publishing.sync import lock_outline, sync
from learning.models import Track

# What saving a draft writes; nothing of it shows on a live page.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
}
_touched = threading.local()


def page_saved(instance, update_fields=None, **kwargs):
    """Receive `post_save` of any model: every change of a page goes through it."""
    if isinstance(instance, Page) and not (
        update_fields and DRAFT_FIELDS.issuperset(update_fields)
    ):
        touch(instance.translation_key)


def page_deleted(instance, **kwargs):
    """Receive `post_delete` of any model."""
    if isinstance(instance, Page):
        touch(instance.translation_key)


def touch(key):
    """Have the outline follow the pages of this translation key after the commit.

    The callback is registered at every touch, for a rolled-back savepoint drops its callbacks.
    """
    keys().add(key)
    transaction.on_commit(follow, robust=True)


def keys():
    """The keys touched by this thread since the last commit."""
    if not hasattr(_touched, "keys"):
        _touched.keys = set()
    return _touched.keys


def follow():
    """Bring outline and quiz versions in line with the touched pages."""
    touched = keys().copy()
    keys().clear()
    if not touched:
        return
    with transaction.atomic():
        lock_outline()
        if not (tracks := tracks_of(touched)):
            return
        sync(tracks=tracks)
    with transaction.atomic():
        lock_outline()
        freeze_quizzes(touched)


def tracks_of(touched):
    """The keys of the tracks in which pages or outline rows of these keys stand or stood."""
    pages = Q(pk__in=[])
    for path in Page.objects.filter(translation_key__in=touched).values_list("path", flat=True):
        above = [path[:end] for end in range(Page.steplen, len(path), Page.steplen)]
        pages |= Q(path__in=above) | Q(path__startswith=path)
    rows = Track.objects.filter(
        Q(key__in=touched) | Q(modules__key__in=touched) | Q(modules__activities__key__in=touched)
    )
    return {
        *TrackPage.objects.filter(pages).values_list("translation_key", flat=True),
        *rows.values_list("key", flat=True),
    }
