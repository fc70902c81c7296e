"""Questions as editors write them. `courses.definition` turns them into the frozen form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.text import SHORT_RICH_TEXT
from courses.definition import read_question
from courses.screens.asking import check_entry


class QuestionBlock(blocks.StructBlock):
    """What every question has."""

    prompt = blocks.RichTextBlock(label=_("Question"), features=SHORT_RICH_TEXT)
    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt_text = blocks.CharBlock(
        label=_("Description of the picture"), required=False, max_length=500
    )
    points = blocks.IntegerBlock(label=_("Points"), default=1, min_value=1, max_value=100)
    feedback = blocks.RichTextBlock(
        label=_("Explanation"),
        required=False,
        features=SHORT_RICH_TEXT,
        help_text=_("Shown with the result, whatever was answered."),
    )
    lesson = blocks.PageChooserBlock(
        label=_("Lesson to read again"), required=False, page_type="courses.LessonPage"
    )

    class Meta:
        template = "components/blocks/question.html"

    def get_context(self, value, parent_context=None):
        """The question as a knowledge check. `courses.blocks.LessonBodyBlock` gives the rest."""
        context = super().get_context(value, parent_context)
        if context.get("check_key"):
            question = read_question(self.name, context["block_id"], value)
            context["check"] = check_entry(question, context["check_answers"].get(question.id))
        return context


class OptionBlock(blocks.StructBlock):
    """A possible answer."""

    text = blocks.CharBlock(label=_("Answer"))
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown to those who chose it.")
    )


class ChoiceQuestionBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2)


class SingleChoiceBlock(ChoiceQuestionBlock):
    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        group = _("Questions")


class MultipleChoiceBlock(ChoiceQuestionBlock):
    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        group = _("Questions")


class TrueFalseBlock(QuestionBlock):
    is_true = blocks.BooleanBlock(label=_("The statement is true"), required=False)
    feedback_if_true = blocks.CharBlock(
        label=_("Feedback to those who answer “true”"), required=False
    )
    feedback_if_false = blocks.CharBlock(
        label=_("Feedback to those who answer “false”"), required=False
    )

    class Meta:
        icon = "check"
        label = _("True or false")
        group = _("Questions")


class NumericAnswerBlock(blocks.StructBlock):
    """A number, with how far an answer may be from it."""

    value = blocks.DecimalBlock(label=_("Number"))
    tolerance = blocks.DecimalBlock(label=_("Tolerance"), default=0, min_value=0)
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False, default=True)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class NumericBlock(QuestionBlock):
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    answers = blocks.ListBlock(
        NumericAnswerBlock(),
        label=_("Answers"),
        min_num=1,
        help_text=_("Right answers, and common mistakes with the feedback that helps."),
    )

    class Meta:
        icon = "decimal"
        label = _("Number")
        group = _("Questions")


class ShortAnswerBlock(QuestionBlock):
    answers = blocks.ListBlock(
        OptionBlock(),
        label=_("Answers"),
        min_num=1,
        help_text=_("Every accepted wording, and common mistakes with the feedback that helps."),
    )

    class Meta:
        icon = "edit"
        label = _("Short answer")
        group = _("Questions")


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    prompt = blocks.CharBlock(label=_("This"))
    match = blocks.CharBlock(label=_("belongs to"))
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class MatchingBlock(QuestionBlock):
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2)
    distractors = blocks.ListBlock(
        blocks.CharBlock(), label=_("Answers that fit nothing"), default=[], required=False
    )

    class Meta:
        icon = "link"
        label = _("Matching")
        group = _("Questions")


class OrderedItemBlock(blocks.StructBlock):
    """One item of a sequence."""

    text = blocks.CharBlock(label=_("Item"))
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class OrderingBlock(QuestionBlock):
    items = blocks.ListBlock(
        OrderedItemBlock(), label=_("Items"), min_num=2, help_text=_("In the right order.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        group = _("Questions")


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a quiz."""

    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    true_false = TrueFalseBlock()
    numeric = NumericBlock()
    short_answer = ShortAnswerBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
