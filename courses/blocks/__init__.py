"""Question blocks, and the body of a lesson."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from wagtail.blocks import StreamValue

from assessments.models import CheckResponse
from content.blocks import BodyBlock
from courses.blocks.questions import QuestionsBlock

QUESTION_KINDS = frozenset(QuestionsBlock.base_blocks)


class LessonBodyBlock(BodyBlock, QuestionsBlock):
    """A body in which questions may stand as knowledge checks; their points do not count."""

    class Meta:
        template = "components/blocks/lesson_body.html"

    def ordered_child_blocks(self):
        """For the list to choose from: what is read and watched first, then the questions."""
        return sorted(
            super().ordered_child_blocks(), key=lambda block: block.name in QUESTION_KINDS
        )

    def get_context(self, value, parent_context=None):
        """With the stretches of checks and of other blocks, the lesson's key and what its reader
        answered earlier (1 query).
        """
        context = super().get_context(value, parent_context)
        stretches = groupby(parts_of(value), key=attrgetter("is_check"))
        context["stretches"] = [(is_check, list(parts)) for is_check, parts in stretches]
        page, request = context.get("page"), context.get("request")
        if page and any(is_check for is_check, _parts in context["stretches"]):
            context["check_key"] = page.translation_key
            context["check_answers"] = earlier_answers(request, page)
        return context


@dataclass(frozen=True)
class Part:
    """A block of a lesson's body, read from the database's JSON only when it is rendered."""

    body: StreamValue
    place: int
    id: str
    kind: str

    @property
    def is_check(self):
        """Whether it is a question."""
        return self.kind in QUESTION_KINDS

    @property
    def block(self):
        return self.body[self.place]


def parts_of(body):
    """The parts of a lesson's body, in their order."""
    return [Part(body, n, raw.get("id"), raw["type"]) for n, raw in enumerate(body.raw_data)]


def earlier_answers(request, page):
    """The answers to the checks of a lesson that whoever asks has given, by the block's id."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return {}
    responses = CheckResponse.objects.filter(learner=user, activity__key=page.translation_key)
    return dict(responses.values_list("question_id", "answer"))


__all__ = ["QUESTION_KINDS", "LessonBodyBlock", "QuestionsBlock", "parts_of"]
