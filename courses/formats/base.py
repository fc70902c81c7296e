"""What the blocks of all question formats share."""

import re
from collections import Counter
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from assessments.question import Option, Picture, Question
from content.blocks.base import LineBlock, ProseBlock
from content.blocks.text import SHORT_RICH_TEXT
from text.typed import alike

ASIDE = ["image", "alt_text", "lesson"]
BLOCK_KEY = re.compile(r'\sdata-block-key="[^"]*"')


def layout(*answers):
    """The order of a question's fields in the editor: question, `answers`, explanation and points.

    What is needed less often is folded away.
    """
    return blocks.BlockGroup(["prompt", *answers, "feedback", "points"], settings=ASIDE)


class LessonChooserBlock(blocks.PageChooserBlock):
    """A lesson to read again. Its translations lead to that lesson in their language."""

    def deconstruct(self):
        # For migrations it is the plain block: how it is translated is not part of the data.
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.blocks.PageChooserBlock", args, kwargs)

    def get_translatable_segments(self, lesson):
        """Nothing that a translator might change."""
        return []

    def restore_translated_segments(self, lesson, segments):
        """The lesson as in English."""
        return lesson


class QuestionBlock(blocks.StructBlock):
    """A question as editors write it. Each format is a subclass, which says what stands here.

    `hint` tells learners how to answer, `missing` what a check lacks that was not answered.
    `templates` names the kind whose templates it is shown with, where it has none of its own.
    """

    question: ClassVar[type[Question] | None] = None
    hint: ClassVar[str] = ""
    missing: ClassVar[str] = ""
    templates: ClassVar[str] = ""

    prompt = ProseBlock(label=gettext_lazy("Question"), features=SHORT_RICH_TEXT)
    image = ImageChooserBlock(label=gettext_lazy("Picture"), required=False)
    alt_text = LineBlock(
        label=gettext_lazy("Description of the picture"), required=False, max_length=500
    )
    points = blocks.IntegerBlock(
        label=gettext_lazy("Points"), default=1, min_value=1, max_value=100
    )
    feedback = ProseBlock(
        label=gettext_lazy("Explanation"),
        required=False,
        features=SHORT_RICH_TEXT,
        help_text=gettext_lazy("Shown with the result, whatever was answered."),
    )
    lesson = LessonChooserBlock(
        label=gettext_lazy("Lesson to read again"), required=False, page_type="courses.LessonPage"
    )

    class Meta:
        group = gettext_lazy("Questions")

    @classmethod
    def template_of(cls, name):
        """The path of the format's template; `name` is "asking" or "result"."""
        return f"components/questions/{cls.templates or cls.question.kind}/{name}.html"

    def read_question(self, block_id, value):
        """The Question that the `value` of a block with this id describes."""
        image, lesson = value.get("image"), value.get("lesson")
        common = {
            "prompt": rich_text(value.get("prompt")),
            "points": value.get("points") or 1,
            "feedback": rich_text(value.get("feedback")),
            "picture": Picture(image.pk, value.get("alt_text") or "") if image else None,
            "lesson": str(lesson.translation_key) if lesson else "",
        }
        return self.question(id=block_id, **common | self.read_parts(value))

    def read_parts(self, value):
        """A dict of the fields that this format's Question has beyond the common ones."""
        raise NotImplementedError

    def find_faults(self, value):
        """Yield sentences for the editor about what makes the question impossible to ask."""
        if value.get("image") and not value.get("alt_text"):
            yield _("Describe the picture for those who cannot see it.")


def rich_text(value):
    """The HTML of a rich text, without the editor's block keys, which change for no reason."""
    return BLOCK_KEY.sub("", value.source) if value else ""


def text_of(item, name="feedback"):
    """The text in a field of a list's item; a draft may lack it."""
    return item.value.get(name) or ""


def read_options(items):
    """The items of a list with `text`, `is_correct` and `feedback` as Options."""
    return tuple(
        Option(item.id, text_of(item, "text"), bool(item.value["is_correct"]), text_of(item))
        for item in items.bound_blocks
    )


def none_is_right(answers):
    """Yield a fault if no answer is marked as right."""
    if not any(answer["is_correct"] for answer in answers):
        yield _("Mark at least one answer as right.")


def find_doubles(texts):
    """Yield a fault for each text that stands there twice."""
    for text in repeated(texts):
        yield _("“%(text)s” is here twice.") % {"text": text}


def repeated(texts):
    """The texts that a reader takes for the same, each once, in small letters."""
    counts = Counter(alike(text) for text in texts if text)
    return [text for text, count in counts.items() if text and count > 1]
