"""Question blocks, and the body of a lesson."""

from content.blocks import BodyBlock
from courses.blocks.questions import QuestionsBlock

QUESTION_KINDS = frozenset(QuestionsBlock.base_blocks)


class LessonBodyBlock(BodyBlock, QuestionsBlock):
    """A body in which questions may stand as knowledge checks; their points do not count."""


__all__ = ["QUESTION_KINDS", "LessonBodyBlock", "QuestionsBlock"]
