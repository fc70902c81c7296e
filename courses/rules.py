"""What the completion rule of a lesson still asks of a learner."""

from dataclasses import dataclass

from assessments.models import CheckResponse
from courses.body import parts_of
from courses.formats import BLOCKS
from learning.choices import CompletionRule
from learning.records.completion import complete_activity
from learning.records.watching import videos_watched

VIDEO = "video"


@dataclass(frozen=True)
class Outstanding:
    """The ids of the blocks of a lesson that are still to be watched or answered."""

    videos: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.videos or self.questions)


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
    if not asks_for_blocks(activity):
        return Outstanding()
    if activity.completion_rule == CompletionRule.VIDEO:
        watched = videos_watched(learner, activity)
        return Outstanding(videos=tuple(pk for pk in blocks_of(page, {VIDEO}) if pk not in watched))
    answered = set(
        CheckResponse.objects.filter(learner=learner, activity=activity).values_list(
            "question_id", flat=True
        )
    )
    questions = blocks_of(page, BLOCKS)
    return Outstanding(questions=tuple(pk for pk in questions if pk not in answered))


def complete_when_done(*, learner, activity, page, actor):
    """Complete a lesson whose last video was watched or last check question answered.

    `page`: a page of the lesson, in any language.
    Returns the Completion, or None where something is still to do or the learner has a button to
    press. Raises ActivityLocked.
    """
    if not asks_for_blocks(activity) or still_to_do(learner, activity, page):
        return None
    return complete_activity(learner=learner, activity=activity, actor=actor)
