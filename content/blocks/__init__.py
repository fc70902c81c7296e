"""Building blocks of a page's body, free of any subject."""

from wagtail.blocks import StreamBlock

from content.blocks.disclosure import AccordionBlock, StepsBlock
from content.blocks.emphasis import CalloutBlock, KeyFigureBlock, QuoteBlock
from content.blocks.files import DocumentBlock, EmbedBlock, ImageBlock
from content.blocks.levels import heading_levels
from content.blocks.recordings import AudioBlock, VideoBlock
from content.blocks.table import TableBlock
from content.blocks.text import HeadingBlock, TextBlock


class BodyBlock(StreamBlock):
    """The blocks that every body may hold."""

    heading = HeadingBlock()
    text = TextBlock()
    image = ImageBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    key_figure = KeyFigureBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    steps = StepsBlock()
    embed = EmbedBlock()

    class Meta:
        template = "components/blocks/body.html"

    def get_context(self, value, parent_context=None):
        """The context, with each block of the body and the level of a heading in it."""
        context = super().get_context(value, parent_context)
        context["children"] = zip(
            value, heading_levels(raw["type"] for raw in value.raw_data), strict=True
        )
        return context


__all__ = ["BodyBlock"]
