"""A number, and a short answer."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.formats.text import Numeric, NumericAnswer, ShortAnswer
from content.blocks.base import ItemsBlock, LineBlock
from courses.formats.base import QuestionBlock, layout, none_is_right, read_options, text_of


class TypedQuestionBlock(QuestionBlock):
    """A question that is answered by typing."""

    missing = _("Write an answer first.")
    templates = ShortAnswer.kind

    def find_faults(self, value):
        yield from super().find_faults(value)
        yield from none_is_right(value["answers"])


class NumericAnswerBlock(blocks.StructBlock):
    """A number, with how far an answer may be from it."""

    value = blocks.DecimalBlock(label=_("Number"))
    tolerance = blocks.DecimalBlock(label=_("Tolerance"), default=0, min_value=0)
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False, default=True)
    feedback = LineBlock(label=_("Feedback"), required=False)


class NumericBlock(TypedQuestionBlock):
    question = Numeric
    hint = _("Write a number.")

    unit = LineBlock(label=_("Unit"), required=False, max_length=30)
    answers = ItemsBlock(
        NumericAnswerBlock(),
        label=_("Answers"),
        min_num=1,
        help_text=_("Right answers, and common mistakes with the feedback that helps."),
    )

    class Meta:
        icon = "decimal"
        label = _("Number")
        help_text = _("An answer counts as right when it is within the tolerance.")
        form_layout = layout("unit", "answers")

    def read_parts(self, value):
        return {
            "unit": value.get("unit") or "",
            "answers": tuple(
                NumericAnswer(
                    id=item.id,
                    value=plain(item.value["value"]),
                    tolerance=plain(item.value["tolerance"]),
                    is_correct=bool(item.value["is_correct"]),
                    feedback=text_of(item),
                )
                for item in value["answers"].bound_blocks
            ),
        }


def plain(number):
    """A Decimal as text with a point, without zeros that change nothing; "0" for None."""
    return format((number or 0).normalize() if number else 0, "f")


class WordingBlock(blocks.StructBlock):
    """A wording that learners may give as the answer."""

    text = LineBlock(label=_("Answer"))
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False, default=True)
    feedback = LineBlock(
        label=_("Feedback"), required=False, help_text=_("Shown to those who gave this answer.")
    )


class ShortAnswerBlock(TypedQuestionBlock):
    question = ShortAnswer
    hint = _("Write one or a few words.")

    answers = ItemsBlock(
        WordingBlock(),
        label=_("Answers"),
        min_num=1,
        help_text=_("Every accepted wording, and common mistakes with the feedback that helps."),
    )

    class Meta:
        icon = "edit"
        label = _("Short answer")
        help_text = _("Capitals, accents and punctuation do not count.")
        form_layout = layout("answers")

    def read_parts(self, value):
        return {"answers": read_options(value["answers"])}
