from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from content.blocks.text import SHORT_RICH_TEXT


class TableBlock(TypedTableBlock):
    """A table with a caption and column headings; the first cell of a row is its heading."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    rich_text = blocks.RichTextBlock(
        label=_("Formatted text"), required=False, features=SHORT_RICH_TEXT
    )

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Text")
        help_text = _("Add the columns first. The first cell of a row is its heading.")
        template = "components/blocks/table.html"
