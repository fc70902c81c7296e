"""The questions of a quiz, and the body of a lesson."""

from itertools import groupby
from operator import attrgetter

from wagtail.blocks import StreamBlock

from assessments.models import CheckResponse
from content.blocks import BodyBlock
from courses.body import check_headings, parts_of
from courses.formats import BLOCKS
from courses.reading import read_checks
from courses.screens.asking import check_entry

# A stream with a block for each format.
QuestionsBlock = type(
    "QuestionsBlock",
    (StreamBlock,),
    {"__module__": __name__, **{kind: block() for kind, block in BLOCKS.items()}},
)


class LessonBodyBlock(BodyBlock, QuestionsBlock):
    """A body in which questions may stand as knowledge checks; their points do not count."""

    class Meta:
        template = "components/blocks/lesson_body.html"

    def ordered_child_blocks(self):
        """The blocks in the order of the menu: to read and watch first, then the questions."""
        return sorted(super().ordered_child_blocks(), key=lambda block: block.name in BLOCKS)

    def get_context(self, value, parent_context=None):
        """The context, with the body in `stretches`: blocks to read, and checks in between.

        Checks come with what the reader answered earlier (1 query). Without a page, as when a
        search reads the body, they are left out.
        """
        context = super().get_context(value, parent_context)
        page, parts = context.get("page"), parts_of(value)
        checks = read_checks(page, parts) if page else []
        answers = earlier_answers(context.get("request"), page) if checks else {}
        headings = check_headings(parts)
        entries = (
            check_entry(check, headings[check.id], answers.get(check.id)) for check in checks
        )
        context["kept_as"] = "stretch" if context.get("player") else ""
        context["stretches"] = [
            (is_check, [next(entries) for _part in stretch] if is_check else list(stretch))
            for is_check, stretch in groupby(parts, key=attrgetter("is_check"))
            if page or not is_check
        ]
        return context


def earlier_answers(request, page):
    """{block id: answer} of the person of `request` in the lesson; empty for visitors."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return {}
    responses = CheckResponse.objects.filter(learner=user, activity__key=page.translation_key)
    return dict(responses.values_list("question_id", "answer"))
