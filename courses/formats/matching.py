"""Matching: what belongs to what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from assessments.formats.matching import Matching, Pair
from assessments.question import Option
from content.blocks.base import ItemsBlock, LineBlock
from courses.formats.base import QuestionBlock, find_doubles, layout, repeated, text_of


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    prompt = LineBlock(label=gettext_lazy("This"))
    match = LineBlock(label=gettext_lazy("belongs to"))
    feedback = LineBlock(label=gettext_lazy("Feedback"), required=False)


class MatchingBlock(QuestionBlock):
    question = Matching
    hint = gettext_lazy("Choose what belongs to each.")
    missing = gettext_lazy("Choose an answer for each part first.")

    pairs = ItemsBlock(PairBlock(), label=gettext_lazy("Pairs"), min_num=2)
    distractors = blocks.ListBlock(
        LineBlock(),
        label=gettext_lazy("Answers that fit nothing"),
        default=[],
        required=False,
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Matching")
        help_text = gettext_lazy(
            "Learners find what belongs together. Each pair gives its part of the points."
        )
        form_layout = layout("pairs", "distractors")

    def read_parts(self, value):
        return {
            "pairs": tuple(
                Pair(item.id, text_of(item, "prompt"), text_of(item, "match"), text_of(item))
                for item in value["pairs"].bound_blocks
            ),
            "distractors": tuple(
                Option(item.id, item.value) for item in value["distractors"].bound_blocks
            ),
        }

    def find_faults(self, value):
        yield from super().find_faults(value)
        for text in repeated([*(pair["match"] for pair in value["pairs"]), *value["distractors"]]):
            yield _("“%(text)s” is the answer twice: nobody can tell where it belongs.") % {
                "text": text
            }
        yield from find_doubles(pair["prompt"] for pair in value["pairs"])
