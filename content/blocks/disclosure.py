from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.base import ItemsBlock, LineBlock, NamedOnceBlock, ProseBlock
from content.blocks.text import SHORT_RICH_TEXT


class TitledTextBlock(blocks.StructBlock):
    """A title and its text."""

    title = LineBlock(label=_("Title"))
    text = ProseBlock(label=_("Text"), features=SHORT_RICH_TEXT)


class AccordionBlock(blocks.StructBlock):
    """Sections that open on request."""

    items = ItemsBlock(TitledTextBlock(), label=_("Sections"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        group = _("Text")
        help_text = _("For what not everybody needs: nothing to be learnt should hide here.")
        template = "components/blocks/accordion.html"


class StepsBlock(NamedOnceBlock):
    """Steps in their order."""

    items = ItemsBlock(TitledTextBlock(), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = _("Text")
        template = "components/blocks/steps.html"
