"""Building blocks of a page's body, free of any subject."""

from wagtail.blocks import StreamBlock

from content.blocks.disclosure import AccordionBlock, StepsBlock
from content.blocks.emphasis import CalloutBlock, KeyFigureBlock, QuoteBlock
from content.blocks.files import DocumentBlock, EmbedBlock, ImageBlock
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


__all__ = ["BodyBlock"]
