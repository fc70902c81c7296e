"""The outline follows the pages, once after each commit."""

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from content.after_commit import AfterCommit, Stage
from courses.models import TrackPage
from courses.publishing.freezing import freeze_quizzes
from courses.publishing.sync import lock_outline, sync_outline
from learning.models import Track

MANY = 50  # from here on, comparing everything is cheaper than finding the tracks


def update_outline(keys):
    """Bring outline and quiz versions in line with the pages of these translation keys."""
    with transaction.atomic():
        lock_outline()
        tracks = tracks_of(keys) if len(keys) < MANY else None
        if tracks == set():
            return
        sync_outline(tracks=tracks)
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


changed_pages = AfterCommit(Stage.OUTLINE, update_outline)
