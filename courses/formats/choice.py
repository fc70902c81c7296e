"""Single choice, multiple choice, true or false."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from assessments.formats.choice import MultipleChoice, SingleChoice, TrueFalse
from assessments.question import Option
from content.blocks.base import ItemsBlock, LineBlock
from courses.formats.base import (
    QuestionBlock,
    find_doubles,
    layout,
    none_is_right,
    read_options,
)


class OptionBlock(blocks.StructBlock):
    """A possible answer."""

    text = LineBlock(label=gettext_lazy("Answer"))
    is_correct = blocks.BooleanBlock(label=gettext_lazy("Right"), required=False)
    feedback = LineBlock(
        label=gettext_lazy("Feedback"),
        required=False,
        help_text=gettext_lazy("Shown to those who chose it."),
    )


class ChoiceQuestionBlock(QuestionBlock):
    """A question with options to choose from."""

    missing = gettext_lazy("Choose an answer first.")

    options = ItemsBlock(OptionBlock(), label=gettext_lazy("Answers"), min_num=2)

    class Meta:
        form_layout = layout("options")

    def read_parts(self, value):
        return {"options": read_options(value["options"])}

    def find_faults(self, value):
        yield from super().find_faults(value)
        yield from self.find_faults_of_key(value["options"])
        yield from find_doubles(option["text"] for option in value["options"])


class SingleChoiceBlock(ChoiceQuestionBlock):
    question = SingleChoice
    hint = gettext_lazy("Choose one.")

    class Meta:
        icon = "radio-full"
        label = gettext_lazy("Single choice")
        help_text = gettext_lazy(
            "One answer is right. Tell in the others' feedback why they are not."
        )

    def find_faults_of_key(self, options):
        right = sum(bool(option["is_correct"]) for option in options)
        if right == 0:
            yield _("Mark the right answer.")
        elif right > 1:
            yield _(
                "A single choice has one right answer; %(count)d are marked. Unmark the others, or "
                "use a multiple choice."
            ) % {"count": right}


class MultipleChoiceBlock(ChoiceQuestionBlock):
    question = MultipleChoice
    hint = gettext_lazy("Choose all that apply.")
    templates = SingleChoice.kind

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Multiple choice")
        help_text = gettext_lazy(
            "Several answers may be right. Some of them right gives part of the points."
        )

    def find_faults_of_key(self, options):
        return none_is_right(options)


class TrueFalseBlock(QuestionBlock):
    question = TrueFalse
    hint = SingleChoiceBlock.hint
    missing = ChoiceQuestionBlock.missing
    templates = SingleChoice.kind

    is_true = blocks.BooleanBlock(label=gettext_lazy("The statement is true"), required=False)
    feedback_if_true = LineBlock(
        label=gettext_lazy("Feedback to those who answer “true”"), required=False
    )
    feedback_if_false = LineBlock(
        label=gettext_lazy("Feedback to those who answer “false”"), required=False
    )

    class Meta:
        icon = "check"
        label = gettext_lazy("True or false")
        help_text = gettext_lazy("Write a statement, and mark it if it is true.")
        form_layout = layout("is_true", "feedback_if_true", "feedback_if_false")

    def read_parts(self, value):
        is_true = bool(value["is_true"])
        return {
            "options": (
                Option("true", "", is_true, value.get("feedback_if_true") or ""),
                Option("false", "", not is_true, value.get("feedback_if_false") or ""),
            )
        }
