from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.text import SHORT_RICH_TEXT


class TitledTextBlock(blocks.StructBlock):
    """A title and its text."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_RICH_TEXT)


class AccordionBlock(blocks.StructBlock):
    """Sections that open on request."""

    items = blocks.ListBlock(TitledTextBlock(), label=_("Sections"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "components/blocks/accordion.html"


class StepsBlock(blocks.StructBlock):
    """Steps in their order."""

    items = blocks.ListBlock(TitledTextBlock(), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "components/blocks/steps.html"
