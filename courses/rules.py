"""What the completion rule of a lesson still asks of a learner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import CheckResponse
from courses.body import parts_of
from courses.formats import BLOCKS
from learning.choices import CompletionRule
from learning.records.completion import complete_activity
from learning.records.watching import watchings_of

VIDEO = "video"
CANNOT_BE_READ = gettext_lazy(
    "This cannot be completed at the moment: a part of it is damaged, and that is for us to mend. "
    "What you have done is kept. Go on with something else and come back later."
)


@dataclass(frozen=True)
class Watched:
    """How much of a video was watched, in per cent, and the second at which its learner stopped.

    `number` is its place among the videos of its lesson, 0 where it is the only one.
    """

    block: str
    number: int
    percent: int = 0
    position: int = 0

    @property
    def words(self):
        """The share in a few words."""
        words = (
            _("Video %(number)s: %(share)s %% watched")
            if self.number
            else _("%(share)s %% of the video watched")
        )
        return words % {"number": self.number, "share": self.percent}


@dataclass(frozen=True)
class Outstanding:
    """The ids of the blocks of a lesson that are still to be watched or answered.

    `watched`: a Watched for each of its videos, as long as one of them is outstanding.
    `is_unknown`: what it asks for cannot be read, so nothing completes it until that is mended.
    """

    videos: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    watched: tuple[Watched, ...] = ()
    is_unknown: bool = False

    def __bool__(self):
        return bool(self.videos or self.questions or self.is_unknown)

    @property
    def refusal(self):
        """Why nothing completes it now, in a few sentences; empty where something does."""
        return CANNOT_BE_READ if self.is_unknown else ""


def asks_for_blocks(activity):
    """Whether what completes `activity` is in the body of its page: videos, or check questions."""
    return activity.completion_rule in (CompletionRule.VIDEO, CompletionRule.CHECKS)


def blocks_of(page, kinds):
    """The ids of the blocks of these kinds in the body of `page`, the same in all languages."""
    return [part.id for part in parts_of(page.body) if part.kind in kinds]


def still_to_do(learner, activity, page):
    """What `learner` has to watch or answer in `page` before `activity`, which it shows, is done.

    Nothing, and no query, where that is not what completes it.
    """
    if page.is_damaged or activity.completion_rule not in activity.type.rules:
        return Outstanding(is_unknown=True)
    if not asks_for_blocks(activity):
        return Outstanding()
    if activity.completion_rule == CompletionRule.VIDEO:
        return _videos_to_watch(blocks_of(page, {VIDEO}), watchings_of(learner, activity))
    answered = set(
        CheckResponse.objects.filter(learner=learner, activity=activity).values_list(
            "question_id", flat=True
        )
    )
    questions = blocks_of(page, BLOCKS)
    return Outstanding(questions=tuple(pk for pk in questions if pk not in answered))


def _videos_to_watch(videos, watchings):
    """The Outstanding of a lesson with `videos` (ids), as `watchings` ({id: Watching}) tell."""
    missing = tuple(pk for pk in videos if pk not in watchings or not watchings[pk].watched_at)
    return Outstanding(
        videos=missing,
        watched=tuple(watched_so_far(videos, pk, watchings.get(pk)) for pk in videos if missing),
    )


def watched_so_far(videos, block, watching=None):
    """The Watched of `block`, one of `videos` (ids). `watching`: its Watching, None before."""
    number = videos.index(block) + 1 if len(videos) > 1 else 0
    if watching is None:
        return Watched(block, number)
    return Watched(block, number, watching.percent, watching.position)


def complete_when_done(*, learner, activity, page, actor):
    """Complete a lesson whose last video was watched or last check question answered.

    `page`: a page of the lesson, in any language.
    Returns the Completion, or None where something is still to do or the learner has a button to
    press. Raises ActivityLocked.
    """
    if not asks_for_blocks(activity) or still_to_do(learner, activity, page):
        return None
    return complete_activity(learner=learner, activity=activity, actor=actor)
