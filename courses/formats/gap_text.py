"""Gap text: a running text with blanks to fill in."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from assessments.formats.gap_text import MARK, Blank, GapText
from content.blocks.base import ItemsBlock, LinesBlock
from courses.formats.base import ASIDE, QuestionBlock, find_doubles, read_options
from courses.formats.text import WordingBlock


class BlankBlock(blocks.StructBlock):
    """What belongs into a gap."""

    answers = ItemsBlock(
        WordingBlock(),
        label=gettext_lazy("Answers"),
        min_num=1,
        help_text=gettext_lazy(
            "If learners type: every wording you accept, the best first, and common mistakes. "
            "If they choose: the right answer and some wrong ones."
        ),
    )
    way = blocks.ChoiceBlock(
        label=gettext_lazy("Learners"),
        choices=[
            ("typed", gettext_lazy("type the answer")),
            ("chosen", gettext_lazy("choose from the answers")),
        ],
        default="typed",
    )
    points = blocks.IntegerBlock(
        label=gettext_lazy("Points"), default=1, min_value=1, max_value=100
    )

    class Meta:
        form_layout = blocks.BlockGroup(["way", "answers", "points"])


class GapTextBlock(QuestionBlock):
    question = GapText
    hint = gettext_lazy("Fill in each gap.")
    missing = gettext_lazy("Fill in each gap first.")

    text = LinesBlock(
        label=gettext_lazy("Text with gaps"),
        help_text=gettext_lazy(
            "Write [1] where the first gap is, [2] where the second is, and so on."
        ),
    )
    blanks = ItemsBlock(
        BlankBlock(),
        label=gettext_lazy("Gaps"),
        min_num=1,
        help_text=gettext_lazy("The first one belongs to [1], the second to [2], and so on."),
    )
    points = None  # each gap has its own

    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Gap text")
        help_text = gettext_lazy(
            "Learners fill the gaps of a text. Each gap gives its own points; capitals, accents "
            "and punctuation do not count."
        )
        form_layout = blocks.BlockGroup(["prompt", "text", "blanks", "feedback"], settings=ASIDE)

    def read_parts(self, value):
        blanks = tuple(
            Blank(
                id=item.id,
                answers=read_options(item.value["answers"]),
                is_chosen=item.value.get("way") == "chosen",
                points=item.value.get("points") or 1,
            )
            for item in value["blanks"].bound_blocks
        )
        return {
            "text": value.get("text") or "",
            "blanks": blanks,
            "points": sum(blank.points for blank in blanks) or 1,
        }

    def find_faults(self, value):
        yield from super().find_faults(value)
        marks = Counter(int(number) for number in MARK.findall(value.get("text") or ""))
        yield from _find_faults_of_marks(marks, len(value["blanks"]))
        for number, blank in enumerate(value["blanks"], 1):
            for fault in _find_faults_of_answers(blank):
                yield _("Gap [%(number)d]: %(fault)s") % {"number": number, "fault": fault}


def _find_faults_of_marks(marks, count):
    """Where the marks in the text and the gaps below it do not agree."""
    for number in range(1, count + 1):
        if not marks[number]:
            yield _("The text has no [%(number)d]: write it where that gap is.") % {
                "number": number
            }
    for number, times in sorted(marks.items()):
        if not 1 <= number <= count:
            yield ngettext(
                "[%(number)d] is in the text, but there is only %(count)d gap below it.",
                "[%(number)d] is in the text, but there are only %(count)d gaps below it.",
                count,
            ) % {"number": number, "count": count}
        elif times > 1:
            yield _("[%(number)d] is in the text more than once.") % {"number": number}


def _find_faults_of_answers(blank):
    answers = blank["answers"]
    right = sum(bool(answer["is_correct"]) for answer in answers)
    if not right:
        yield _("Mark at least one answer as right.")
    elif blank.get("way") == "chosen" and right == len(answers):
        yield _("Add an answer that is not right: there is nothing to choose between.")
    yield from find_doubles(answer["text"] for answer in answers)
