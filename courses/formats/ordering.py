"""Ordering: what comes first, second, third."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.formats.ordering import Item, Ordering
from content.blocks.base import ItemsBlock, LineBlock
from courses.formats.base import QuestionBlock, find_doubles, layout, text_of
from courses.formats.matching import MatchingBlock


class OrderedItemBlock(blocks.StructBlock):
    """One item of a sequence."""

    text = LineBlock(label=_("Item"))
    feedback = LineBlock(label=_("Feedback"), required=False)


class OrderingBlock(QuestionBlock):
    question = Ordering
    hint = _("Give each its place: 1 comes first.")
    missing = MatchingBlock.missing

    items = ItemsBlock(
        OrderedItemBlock(), label=_("Items"), min_num=2, help_text=_("In the right order.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        help_text = _("Write the items in the right order; learners get them mixed.")
        form_layout = layout("items")

    def read_parts(self, value):
        return {
            "items": tuple(
                Item(item.id, text_of(item, "text"), text_of(item))
                for item in value["items"].bound_blocks
            )
        }

    def find_faults(self, value):
        yield from super().find_faults(value)
        yield from find_doubles(item["text"] for item in value["items"])
