"""What the completion rule of a lesson still asks of a learner."""

from dataclasses import dataclass

from django.apps import apps

from assessments.models import CheckResponse
from courses.blocks import parts_of
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


def lesson_page(activity):
    """A live page of the lesson `activity`, or None. Block ids are the same in all languages."""
    lesson_pages = apps.get_model("courses", "LessonPage").objects.live()
    return lesson_pages.filter(translation_key=activity.key).first()


def blocks_of(page, kinds):
    """The ids of the blocks of these kinds in the body of `page`."""
    return [part.id for part in parts_of(page.body) if part.kind in kinds]


def still_to_do(learner, activity, page=None):
    """What `learner` has to watch or answer before `activity` can be completed.

    `page`: a page of the activity, where it is at hand.
    """
    rule = activity.completion_rule
    if rule not in (CompletionRule.VIDEO, CompletionRule.CHECKS):
        return Outstanding()
    page = page or lesson_page(activity)
    if rule == CompletionRule.VIDEO:
        watched = videos_watched(learner, activity)
        return Outstanding(videos=tuple(pk for pk in blocks_of(page, {VIDEO}) if pk not in watched))
    answered = set(
        CheckResponse.objects.filter(learner=learner, activity=activity).values_list(
            "question_id", flat=True
        )
    )
    questions = blocks_of(page, BLOCKS)
    return Outstanding(questions=tuple(pk for pk in questions if pk not in answered))


def complete_when_done(*, learner, activity, actor):
    """Complete a lesson whose last video was watched or last check question answered.

    Returns the Completion, or None where something is still to do or the learner has a button to
    press. Raises ActivityLocked.
    """
    if activity.completion_rule not in (CompletionRule.VIDEO, CompletionRule.CHECKS):
        return None
    if still_to_do(learner, activity):
        return None
    return complete_activity(learner=learner, activity=activity, actor=actor)
