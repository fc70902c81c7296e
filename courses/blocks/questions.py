"""Questions as editors write them. `courses.definition` turns them into the frozen form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.items import ItemsBlock
from content.blocks.text import SHORT_RICH_TEXT
from courses.definition import read_question
from courses.screens.asking import check_entry

ASIDE = ["image", "alt_text", "lesson"]


def layout(*answers):
    """The order of a question's fields: what is asked, the answers, the rest; asides are folded."""
    return blocks.BlockGroup(["prompt", *answers, "feedback", "points"], settings=ASIDE)


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
        group = _("Questions")
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
    options = ItemsBlock(OptionBlock(), label=_("Answers"), min_num=2)

    class Meta:
        form_layout = layout("options")


class SingleChoiceBlock(ChoiceQuestionBlock):
    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        help_text = _("One answer is right. Tell in the others' feedback why they are not.")


class MultipleChoiceBlock(ChoiceQuestionBlock):
    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        help_text = _("Several answers may be right. Some of them right gives part of the points.")


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
        help_text = _("Write a statement, and mark it if it is true.")
        form_layout = layout("is_true", "feedback_if_true", "feedback_if_false")


class NumericAnswerBlock(blocks.StructBlock):
    """A number, with how far an answer may be from it."""

    value = blocks.DecimalBlock(label=_("Number"))
    tolerance = blocks.DecimalBlock(label=_("Tolerance"), default=0, min_value=0)
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False, default=True)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class NumericBlock(QuestionBlock):
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
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


class WordingBlock(blocks.StructBlock):
    """A wording that learners may give as the answer."""

    text = blocks.CharBlock(label=_("Answer"))
    is_correct = blocks.BooleanBlock(label=_("Right"), required=False, default=True)
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown to those who wrote it.")
    )


class ShortAnswerBlock(QuestionBlock):
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


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    prompt = blocks.CharBlock(label=_("This"))
    match = blocks.CharBlock(label=_("belongs to"))
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class MatchingBlock(QuestionBlock):
    pairs = ItemsBlock(PairBlock(), label=_("Pairs"), min_num=2)
    distractors = blocks.ListBlock(
        blocks.CharBlock(), label=_("Answers that fit nothing"), default=[], required=False
    )

    class Meta:
        icon = "link"
        label = _("Matching")
        help_text = _(
            "Learners find what belongs together. Each pair gives its part of the points."
        )
        form_layout = layout("pairs", "distractors")


class OrderedItemBlock(blocks.StructBlock):
    """One item of a sequence."""

    text = blocks.CharBlock(label=_("Item"))
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)


class OrderingBlock(QuestionBlock):
    items = ItemsBlock(
        OrderedItemBlock(), label=_("Items"), min_num=2, help_text=_("In the right order.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        help_text = _("Write the items in the right order; learners get them mixed.")
        form_layout = layout("items")


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a quiz."""

    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    true_false = TrueFalseBlock()
    numeric = NumericBlock()
    short_answer = ShortAnswerBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
