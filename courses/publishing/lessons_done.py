"""Lessons whose readers have done all that their pages ask now: what completes them was earned.

A page may ask for less than it did when its reader was there, and a server may die between the
last answer and the completion.
"""

from django.db.models import Count, DateTimeField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from accounts.languages import SOURCE_LANGUAGE
from assessments.models import CheckResponse
from courses.formats import BLOCKS
from courses.models import LessonPage
from courses.rules import VIDEO, blocks_of
from learning.models import Watching
from learning.records.earning import Earning


def watched_videos():
    """The videos that learners have watched to 90 per cent."""
    return Watching.objects.exclude(watched_at=None)


def all_watched_at(activity):
    """An expression for rows with a `learner`: when the last video of the lesson was watched."""
    watched = watched_videos().filter(activity=activity)
    return _all_done_at(activity, {VIDEO}, watched, "block_id", "watched_at")


def all_answered_at(activity):
    """An expression for rows with a `learner`: when the last question of the lesson was answered.

    An answer that was changed counts as of its change.
    """
    answers = CheckResponse.objects.filter(activity=activity)
    return _all_done_at(activity, BLOCKS, answers, "question_id", "answered_at")


WATCHING = Earning(watched_videos, all_watched_at)
ANSWERING = Earning(CheckResponse.objects.all, all_answered_at)


def _all_done_at(activity, kinds, records, block, moment):
    """The last `moment` of a learner's `records` for all blocks of `kinds` in one of the pages.

    `block`: the field with the id of the block. Null where nobody's page is done, or none asks for
    anything. The pages of a lesson may differ while a translation waits; the English one is asked
    first.
    """
    pages = LessonPage.objects.live().filter(translation_key=activity.key, alias_of=None)
    pages = sorted(
        pages.select_related("locale"),
        key=lambda page: page.locale.language_code != SOURCE_LANGUAGE,
    )
    own = records.filter(learner=OuterRef("learner")).order_by().values("learner")
    dates = [
        Subquery(
            own.filter(**{f"{block}__in": blocks})
            .annotate(blocks_done=Count("pk"), last=Max(moment))
            .filter(blocks_done=len(blocks))
            .values("last")
        )
        for blocks in dict.fromkeys(tuple(blocks_of(page, kinds)) for page in pages)
        if blocks
    ]
    nothing = Cast(Value(None), DateTimeField())
    return Coalesce(*dates, nothing) if dates else nothing
