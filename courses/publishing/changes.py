"""Which pages were touched in a transaction; the outline follows once after its commit."""

import threading

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from content.languages.changes import is_visible_change
from courses.models import TrackPage
from courses.publishing.freezing import freeze_quizzes
from courses.publishing.sync import lock_outline, sync
from learning.models import Track

MANY = 50  # from here on, comparing everything is cheaper than finding the tracks


class Touched(threading.local):
    """The translation keys that this thread touched since its last commit."""

    def __init__(self):
        self.keys = set()


touched = Touched()


def page_saved(instance, update_fields=None, **kwargs):
    """Receive `post_save` of any model: every change of a page goes through it."""
    if is_visible_change(instance, update_fields):
        touch(instance.translation_key)


def page_deleted(instance, **kwargs):
    """Receive `post_delete` of any model."""
    if isinstance(instance, Page):
        touch(instance.translation_key)


def touch(key):
    """Have the outline follow the pages of this translation key after the commit.

    The callback is registered at every touch, for a rolled-back savepoint drops its callbacks.
    """
    touched.keys.add(key)
    transaction.on_commit(follow, robust=True)


def follow():
    """Bring outline and quiz versions in line with the touched pages."""
    keys, touched.keys = touched.keys, set()
    if not keys:
        return
    with transaction.atomic():
        lock_outline()
        tracks = tracks_of(keys) if len(keys) < MANY else None
        if tracks == set():
            return
        sync(tracks=tracks)
    with transaction.atomic():
        lock_outline()
        freeze_quizzes(keys)


def tracks_of(keys):
    """The keys of the tracks in which pages or outline rows of these keys stand or stood."""
    pages = Q(pk__in=[])
    for path in Page.objects.filter(translation_key__in=keys).values_list("path", flat=True):
        above = [path[:end] for end in range(Page.steplen, len(path), Page.steplen)]
        pages |= Q(path__in=above) | Q(path__startswith=path)
    rows = Track.objects.filter(
        Q(key__in=keys) | Q(modules__key__in=keys) | Q(modules__activities__key__in=keys)
    )
    return {
        *TrackPage.objects.filter(pages).values_list("translation_key", flat=True),
        *rows.values_list("key", flat=True),
    }
