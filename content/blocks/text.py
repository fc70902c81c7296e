from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.base import LineBlock, NamedOnceBlock, ProseBlock

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_RICH_TEXT = ["bold", "italic", "ol", "ul", "link"]


class HeadingBlock(NamedOnceBlock):
    """A heading that divides the page."""

    text = LineBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("h2", _("Section")), ("h3", _("Sub-section"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _("Text")
        template = "components/blocks/heading.html"


class TextBlock(NamedOnceBlock):
    """Running text."""

    html = ProseBlock(label=_("Text"), features=[*RICH_TEXT, "superscript", "subscript"])

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        template = "components/blocks/text.html"


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from."""

    title = LineBlock(label=_("Title"))
    url = blocks.URLBlock(label=_("Address"), required=False)
    note = LineBlock(label=_("Note"), required=False)

    class Meta:
        icon = "link"
        label = _("Source")
